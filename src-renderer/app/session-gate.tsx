import type { ReactElement } from 'react';
import { useDesktopEvent, useDesktopQuery } from '../api/desktop.ts';
import { SignedInContext, TerminalContext } from '../api/signed-in.ts';
import { LockScreen, PasswordScreen, SignInScreen, useIdleLock } from '../features/session/index.ts';
import { DemoRibbon } from '../ui/demo-mark.tsx';
import { ErrorNotice } from '../ui/error-notice.tsx';
import styles from './app.module.css';
import type { Preferences } from './preferences.ts';
import { useSession, type Session } from './session-state.ts';
import { Workplace } from './workplace.tsx';

type Props = { readonly preferences: Preferences; readonly onPreferencesChange: (preferences: Preferences) => void };

/** Decides what the window shows: sign-in, a forced password change, the lock, or the work. */
export function SessionGate({ preferences, onPreferencesChange }: Props): ReactElement {
  const session = useSession();
  const terminal = useDesktopQuery('terminal.get', {});
  const { signedIn } = session;
  useDesktopEvent('connection.changed', () => void terminal.refetch());
  const isAtWork = session.state === 'signed-in' && signedIn !== null && !signedIn.isLocked;
  useIdleLock(isAtWork ? signedIn.idleLockSeconds : null, session.lock);
  const isWorkShown = isAtWork && !signedIn.mustChangePassword;
  return (
    <TerminalContext value={terminal.data ?? null}>
      {terminal.data?.isDemo ? <DemoRibbon /> : null}
      {session.error ? (
        <div className={styles['start']}>
          <ErrorNotice error={session.error} onRetry={session.retry} alwaysRetry />
        </div>
      ) : null}
      {signedIn && !signedIn.mustChangePassword ? (
        // Unseen but alive while locked or ended: what was typed is still there for the same person.
        <div key={signedIn.account.id} className={isWorkShown ? styles['shown'] : styles['blank']} inert={!isWorkShown} data-shown={isWorkShown}>
          <SignedInContext value={signedIn}>
            <Workplace
              preferences={preferences}
              onPreferencesChange={onPreferencesChange}
              onLock={session.lock}
              onSignOut={session.leave}
              isShown={isWorkShown}
            />
          </SignedInContext>
        </div>
      ) : null}
      <Door session={session} />
    </TerminalContext>
  );
}

/** What stands between the person and the work, if anything. */
function Door({ session }: { readonly session: Session }): ReactElement | null {
  const { state, signedIn } = session;
  if (state === 'starting') return null;
  if (state !== 'signed-in' || !signedIn) {
    return <SignInScreen lastLoginName={signedIn?.account.loginName ?? ''} endedBy={session.endedBy} onSignedIn={session.enter} />;
  }
  if (signedIn.isLocked) return <LockScreen account={signedIn.account} onUnlocked={session.enter} onSignOut={session.leave} />;
  if (signedIn.mustChangePassword) {
    return (
      <PasswordScreen
        loginName={signedIn.account.loginName}
        onChanged={() => {
          session.enter({ ...signedIn, mustChangePassword: false });
        }}
        onSignOut={session.leave}
      />
    );
  }
  return null;
}
