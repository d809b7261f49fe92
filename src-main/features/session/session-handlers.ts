import type { SignedIn, terminalOperations } from '#shared/contract/desktop-api';
import type { Handlers } from '#shared/contract/operation';
import { AppError } from '#shared/errors/app-error';
import type { CommonServices } from '../../app/services.ts';
import type { SessionState } from './session-state.ts';
import { signOutOf } from './sign-out.ts';

type SessionOperations = Omit<typeof terminalOperations, 'terminal.get'>;

export function sessionHandlers({ session, server, log, terminal: { edition } }: CommonServices): Handlers<SessionOperations, unknown> {
  let telling = Promise.resolve();
  const signOut = (): Promise<void> => signOutOf({ session, server, log });
  return {
    'session.get': () => Promise.resolve({ signedIn: session.signedIn() }),
    'session.signIn': async ({ loginName, password }) => {
      await signOut();
      const { token, ...who } = await server.call('session.signIn', { loginName, password, edition });
      session.begin(token, { ...who, isLocked: false });
      return requireSignedIn(session);
    },
    'session.changePassword': async passwords => {
      const { token } = await server.call('session.changePassword', passwords);
      session.renew(token);
      session.update({ mustChangePassword: false, isPasswordExpired: false });
      return {};
    },
    'session.signOut': async () => {
      await signOut();
      return {};
    },
    'session.lock': () => {
      session.requireAccount();
      session.update({ isLocked: true });
      // The screen is blank whether or not the data centre can be told.
      telling = server.call('session.lock', {}).then(() => undefined, () => undefined);
      return Promise.resolve({});
    },
    'session.confirmPassword': async ({ password }) => {
      session.requireUnlocked();
      await server.call('session.confirmPassword', { password });
      return {};
    },
    'session.unlock': async ({ password }) => {
      session.requireAccount();
      const token = session.token();
      await telling;
      await server.call('session.confirmPassword', { password });
      // The screen may have changed hands while the question was under way.
      if (session.token() === token) session.update({ isLocked: false });
      return requireSignedIn(session);
    },
  };
}

function requireSignedIn(session: SessionState): SignedIn {
  const signedIn = session.signedIn();
  if (!signedIn) throw new AppError('session.required');
  return signedIn;
}
