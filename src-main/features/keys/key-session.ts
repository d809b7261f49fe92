import { AppError } from '#shared/errors/app-error';
import type { CommonServices } from '../../app/services.ts';
import type { HeldKey, KeyDesk } from './key-desk.ts';

/** The key with which the session at this terminal began, if it began with one. */
export type KeySession = {
  readonly own: () => string | null;
  /** Throws `session.required` when the session did not begin with a key. */
  readonly requireOwn: () => string;
  readonly begin: (key: HeldKey) => void;
  /** Its key is here, perhaps again. */
  readonly hold: (key: HeldKey) => void;
  /** Locks the screen at once, and tells the data centre as soon as that can be reached. */
  readonly keyRemoved: () => void;
  /** Resolves when the data centre knows of every removal: told later, it would lock what has been unlocked since. */
  readonly allTold: () => Promise<void>;
};

const tellAgainMs = 5_000;

export function createKeySession({ session, server, emit, log }: CommonServices, desk: () => KeyDesk): KeySession {
  let own: string | null = null;
  /** The token of the session whose removal nobody has heard of yet. */
  let untold: string | null = null;
  let telling: Promise<void> = Promise.resolve();
  session.onEnd(() => {
    own = null;
    desk().hold(null);
  });

  const tell = async (): Promise<void> => {
    if (untold === null || untold !== session.token()) return;
    await server.call('session.keyRemoved', {});
    untold = null;
  };

  const tellUntilHeard = (): void => {
    telling = tell().catch((error: unknown) => {
      log.warn('removal of the key not delivered', { code: error instanceof AppError ? error.code : 'internal' });
      setTimeout(tellUntilHeard, tellAgainMs).unref();
    });
  };

  return {
    own: () => own,
    requireOwn: () => {
      if (own === null) throw new AppError('session.required');
      return own;
    },
    begin: key => {
      own = key.keyId;
      desk().hold(key);
    },
    hold: key => {
      desk().hold(key);
    },
    keyRemoved: () => {
      session.update({ isLocked: true });
      emit('session.key-removed', {});
      log.info('key removed, screen locked');
      untold = session.token();
      tellUntilHeard();
    },
    allTold: async () => {
      await telling;
      await tell();
    },
  };
}
