import { setTimeout as sleep } from 'node:timers/promises';
import { deskDeviceApi } from '#shared/contract/desk-device-api';
import type { DeviceEvents } from '#shared/contract/device-api';
import type { Emit, Handlers } from '#shared/contract/operation';
import { AppError } from '#shared/errors/app-error';
import { translateTokenError } from './drivers/pkcs11-errors.ts';
import type { TokenKey } from './drivers/pkcs11-keys.ts';
import type { Handle, TokenModule } from './drivers/pkcs11-module.ts';
import { signWithToken } from './drivers/pkcs11-sign.ts';
import { pinStateOf, watchTokens, type SeenToken } from './drivers/pkcs11-tokens.ts';

const { 'keys.watch': watch, 'keys.describe': describe, 'keys.sign': sign } = deskDeviceApi;
export const keyOperations = { 'keys.watch': watch, 'keys.describe': describe, 'keys.sign': sign };

export type KeyService = { readonly handlers: Handlers<typeof keyOperations, unknown>; readonly stop: () => Promise<void> };

/** After a wrong PIN the token tells how bad it is. */
function explainPin(module: TokenModule, slot: Handle): (error: unknown) => never {
  return thrown => {
    const error = translateTokenError(thrown);
    const state = error.code === 'key.pin-wrong' ? pinStateOf(module, module.library.C_GetTokenInfo(slot)) : 'usual';
    if (state === 'locked') throw new AppError('key.pin-locked');
    throw state === 'final-try' ? new AppError('key.pin-final-try') : error;
  };
}

const lookEveryMs = 1_000;

/** One thing at a time, whatever becomes of it. */
function createTurns(): <Result>(work: () => Result | Promise<Result>) => Promise<Result> {
  let last: Promise<unknown> = Promise.resolve();
  return work => {
    const result = last.then(work).catch((error: unknown) => {
      throw translateTokenError(error);
    });
    last = result.catch(() => undefined);
    return result;
  };
}

function requireKey(seen: readonly SeenToken[], keyId: string): { readonly slot: Handle; readonly key: TokenKey } {
  for (const { slot, keys } of seen) {
    const key = keys.get(keyId);
    if (key) return { slot, key };
  }
  throw new AppError('key.not-present');
}

/** Sees which keys are plugged in, and lets them sign. The library is asked one thing at a time: few of them are safe for more. */
export function createKeyService(open: () => TokenModule, emit: Emit<DeviceEvents>): KeyService {
  const inTurn = createTurns();
  let module: TokenModule | undefined;
  let seen: readonly SeenToken[] = [];
  let isStopped = false;

  return {
    handlers: {
      'keys.watch': async () => {
        module ??= open();
        const { look } = watchTokens(module);
        while (!isStopped) {
          await inTurn(() => {
            seen = look();
            emit('keys.seen', { tokens: seen.map(({ present }) => present) });
          });
          await sleep(lookEveryMs);
        }
        return {};
      },
      'keys.describe': ({ keyId }) => {
        const { certificate, publicKey } = requireKey(seen, keyId).key;
        return Promise.resolve({ certificate, publicKey });
      },
      'keys.sign': ({ keyId, pin, message }) =>
        inTurn(async () => {
          const { slot, key } = requireKey(seen, keyId);
          if (!module || key.suite === null) throw new AppError('key.not-supported');
          const task = { slot, keyId: key.id, suite: key.suite, pin, message };
          return { suite: key.suite, signature: await signWithToken(module, task).catch(explainPin(module, slot)) };
        }),
    },
    stop: async () => {
      isStopped = true;
      await inTurn(() => module?.close());
    },
  };
}
