import { lazy, Suspense, useEffect, useState, type ComponentType, type ReactElement, type ReactNode } from 'react';
import { useDesktopEvent, useDesktopQuery } from '../api/desktop.ts';
import { SignedInContext, TerminalContext } from '../api/signed-in.ts';
import { EnrolmentScreen, LockScreen, PasswordScreen, SignInScreen, useIdleLock } from '../features/session/index.ts';
import { afterFirstPaint } from '../ui/after-first-paint.ts';
import { DemoRibbon } from '../ui/demo-mark.tsx';
import { ErrorNotice } from '../ui/error-notice.tsx';
import { WorkInSightContext } from '../ui/pictures.ts';
import styles from './app.module.css';
import type { WorkplaceProps } from './frame.tsx';
import type { Preferences } from './preferences.ts';
import { useSession, type Session } from './session-state.ts';

/** Behind the sign-in; all that it needs is there when it answers. */
export type LoadWorkplace = () => Promise<ComponentType<WorkplaceProps>>;

type Props = { readonly loadWorkplace: LoadWorkplace; readonly preferences: Preferences; readonly onPreferencesChange: (preferences: Preferences) => void };

/** Decides what the window shows: this machine's enrolment, sign-in, a forced password change, the lock, or the work. */
export function SessionGate({ loadWorkplace, ...props }: Props): ReactElement {
  // Read while somebody types his name, and not before, so that the sign-in itself is there at once.
  const [Workplace] = useState(() => lazy(async () => ({ default: await loadWorkplace() })));
  const session = useSession();
  const [isPainted, setIsPainted] = useState(false);
  // What it says comes from the data centre; asked for sooner, the way there would be built while the sign-in is drawn.
  const terminal = useDesktopQuery('terminal.get', {}, { isEnabled: isPainted });
  useDesktopEvent('connection.changed', () => void terminal.refetch());
  useDesktopEvent('enrolment.changed', () => void terminal.refetch());
  const working = session.state === 'signed-in' && session.signedIn?.isLocked === false ? session.signedIn : null;
  const isAtWork = working !== null;
  useIdleLock(working?.idleLockSeconds ?? null, session.lock);
  useEffect(() => afterFirstPaint(() => {
    setIsPainted(true);
    void loadWorkplace();
  }), [loadWorkplace]);
  return (
    <TerminalContext value={terminal.data ?? null}>
      {terminal.data?.isDemo ? <DemoRibbon /> : null}
      {session.error ? (
        <div className={styles['start']}>
          <ErrorNotice error={session.error} onRetry={session.retry} alwaysRetry />
        </div>
      ) : null}
      <Work session={session} isShown={isAtWork} Workplace={Workplace} {...props} />
      <Enrolled>
        <Door session={session} />
      </Enrolled>
    </TerminalContext>
  );
}

/** A machine that is not enrolled lets nobody to the sign-in. */
function Enrolled({ children }: { readonly children: ReactNode }): ReactNode {
  const { data: enrolment, refetch } = useDesktopQuery('enrolment.get', {});
  useDesktopEvent('enrolment.changed', () => void refetch());
  if (!enrolment) return null;
  return enrolment.state === 'enrolled' ? children : <EnrolmentScreen enrolment={enrolment} onChanged={() => void refetch()} />;
}

type WorkProps = Omit<Props, 'loadWorkplace'> & { readonly session: Session; readonly isShown: boolean; readonly Workplace: ComponentType<WorkplaceProps> };

/** Unseen but alive while locked or ended: what was typed is still there for the same person. */
function Work({ session, isShown, Workplace, ...preferences }: WorkProps): ReactElement | null {
  const { signedIn } = session;
  if (!signedIn || signedIn.mustChangePassword) return null;
  return (
    <div key={signedIn.account.id} className={isShown ? styles['shown'] : styles['blank']} inert={!isShown}>
      <SignedInContext value={signedIn}>
        <WorkInSightContext value={isShown}>
          <Suspense fallback={null}>
            <Workplace {...preferences} onLock={session.lock} onSignOut={session.leave} isShown={isShown} />
          </Suspense>
        </WorkInSightContext>
      </SignedInContext>
    </div>
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
  if (!signedIn.mustChangePassword) return null;
  return (
    <PasswordScreen
      signedIn={signedIn}
      onChanged={() => {
        session.enter({ ...signedIn, mustChangePassword: false, isPasswordExpired: false });
      }}
      onSignOut={session.leave}
    />
  );
}
