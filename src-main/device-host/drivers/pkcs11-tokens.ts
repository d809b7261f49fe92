import { randomUUID } from 'node:crypto';
import type { TokenInfo } from 'pkcs11js';
import type { PinState, PresentToken } from '#shared/domain/signing-key';
import { readKeys, type TokenKey } from './pkcs11-keys.ts';
import type { Handle, TokenModule } from './pkcs11-module.ts';

/** A token that was in a reader when we looked last. */
export type SeenToken = {
  readonly slot: Handle;
  readonly keys: ReadonlyMap<string, TokenKey>;
  readonly present: PresentToken;
};

export type TokenWatch = {
  /** Looks once at every reader. */
  readonly look: () => readonly SeenToken[];
};

/** Looks without any usable token, after which the library is started again: see `TokenModule.startAgain`. */
const emptyLooks = 5;

type Known = SeenToken & { readonly name: string; readonly session: Handle };

export function watchTokens(module: TokenModule): TokenWatch {
  const { library, constants } = module;
  let known: readonly Known[] = [];
  let emptyFor = 0;

  const lookAt = (slot: Handle): Known | undefined => {
    try {
      const info = library.C_GetTokenInfo(slot);
      if ((info.flags & constants.CKF_TOKEN_INITIALIZED) === 0) return undefined;
      // With the label: one card may stand in two slots, one for each of its PINs.
      const name = [info.manufacturerID, info.model, info.serialNumber, info.label].map(part => part.trim()).join('/');
      const before = known.find(token => token.name === name && token.slot.equals(slot));
      if (!before) return meet(module, { slot, info, name });
      // A session does not outlive its token: pulled and put back between two looks, it is another insertion.
      library.C_GetSessionInfo(before.session);
      return { ...before, present: { ...before.present, pinState: pinStateOf(module, info) } };
    } catch {
      return undefined; // whatever the reason, nobody can say that it is there
    }
  };

  return {
    look: () => {
      const seen = library.C_GetSlotList(true).flatMap(slot => lookAt(slot) ?? []);
      for (const gone of known.filter(token => !seen.some(still => still.present.insertion === token.present.insertion))) closeQuietly(module, gone.session);
      known = seen;
      emptyFor = seen.length === 0 ? emptyFor + 1 : 0;
      if (emptyFor >= emptyLooks) {
        emptyFor = 0;
        module.startAgain();
      }
      return seen;
    },
  };
}

type Met = { readonly slot: Handle; readonly info: TokenInfo; readonly name: string };

function meet(module: TokenModule, { slot, info, name }: Met): Known {
  const { library, constants } = module;
  const session = library.C_OpenSession(slot, constants.CKF_SERIAL_SESSION);
  const keys = new Map(readKeys(module, session, slot).map(key => [`${name}#${key.id.toString('hex')}`.slice(0, 300), key]));
  const present: PresentToken = {
    insertion: randomUUID(),
    serial: info.serialNumber.trim(),
    label: info.label.trim(),
    pinState: pinStateOf(module, info),
    keys: [...keys].map(([id, { holder, suite, expiresAt }]) => ({ id, holder, suite, expiresAt: expiresAt?.toISOString() ?? null })),
  };
  return { slot, name, session, keys, present };
}

export function pinStateOf({ constants }: TokenModule, { flags }: Pick<TokenInfo, 'flags'>): PinState {
  if ((flags & constants.CKF_USER_PIN_LOCKED) !== 0) return 'locked';
  if ((flags & constants.CKF_USER_PIN_FINAL_TRY) !== 0) return 'final-try';
  return (flags & constants.CKF_USER_PIN_COUNT_LOW) === 0 ? 'usual' : 'low';
}

function closeQuietly({ library }: TokenModule, session: Handle): void {
  try {
    library.C_CloseSession(session);
  } catch {
    // It went with its token.
  }
}
