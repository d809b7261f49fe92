import type { presentKeyOperations, SignedIn } from '#shared/contract/desktop-api';
import type { Handlers } from '#shared/contract/operation';
import { AppError } from '#shared/errors/app-error';
import type { CommonServices } from '../../app/services.ts';
import { signOutOf } from '../session/index.ts';
import type { KeyDesk } from './key-desk.ts';
import type { KeySession } from './key-session.ts';
import { knownHolders } from './known-holders.ts';
import { signWithKey } from './key-signer.ts';

type Parts = { readonly services: CommonServices; readonly desk: KeyDesk; readonly keySession: KeySession; readonly isOffered: boolean };

export function keyHandlers({ services, desk, keySession, isOffered }: Parts): Handlers<typeof presentKeyOperations, unknown> {
  const { session, server, devices } = services;
  const holders = knownHolders(services.store);

  /** The key that began the session, asked for its PIN again. */
  const confirm = async (pin: string): Promise<void> => {
    const { loginName } = session.requireAccount();
    await keySession.allTold();
    const { proof, key } = await signWithKey(services, desk, { keyId: keySession.requireOwn(), pin, loginName, purpose: 'confirm' });
    await server.call('session.confirmWithKey', proof);
    keySession.hold(key);
  };

  return {
    'keys.present': async () => {
      const tokens = desk.tokens();
      const loginNames = await holders.of(tokens.flatMap(({ keys }) => keys.map(({ id }) => id)));
      return { isOffered, problem: desk.problem(), tokens, ownKeyId: keySession.own(), loginNames };
    },
    'session.signInWithKey': async ({ loginName, keyId, pin }) => {
      const { proof, key } = await signWithKey(services, desk, { keyId, pin, loginName, purpose: 'sign-in' });
      await signOutOf(services);
      const { token, ...who } = await server.call('session.signInWithKey', { loginName, edition: services.terminal.edition, ...proof });
      session.begin(token, { ...who, isLocked: false });
      keySession.begin(key);
      await holders.note(keyId, who.account.loginName);
      return requireSignedIn(services);
    },
    'session.unlockWithKey': async ({ pin }) => {
      const token = session.token();
      await confirm(pin);
      // The screen may have changed hands, or the key its reader, while the question was under way.
      if (session.token() === token && desk.held() !== null) session.update({ isLocked: false });
      return requireSignedIn(services);
    },
    'session.confirmWithKey': async ({ pin }) => {
      session.requireUnlocked();
      await confirm(pin);
      return {};
    },
    'keys.registerPresent': async ({ accountId, loginName, keyId, pin, holderPassword, label }) => {
      session.requireUnlocked();
      const { certificate, publicKey } = await devices('keys.describe', { keyId });
      const serial = desk.tokens().find(({ keys }) => keys.some(({ id }) => id === keyId))?.serial ?? '';
      const { proof } = await signWithKey(services, desk, { keyId, pin, loginName, purpose: 'register' });
      const shown = certificate === null ? { certificate: null, publicKey: toBase64(publicKey) } : { certificate: toBase64(certificate), publicKey: null };
      return server.call('keys.register', { ...proof, ...shown, accountId, holderPassword, serial, label });
    },
  };
}

const toBase64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

function requireSignedIn({ session }: CommonServices): SignedIn {
  const signedIn = session.signedIn();
  if (!signedIn) throw new AppError('session.required');
  return signedIn;
}
