import type { DeviceApi } from '#shared/contract/device-api';
import type { Client } from '#shared/contract/operation';
import type { PresentToken } from '#shared/domain/signing-key';
import { AppError } from '#shared/errors/app-error';
import type { ErrorCode } from '#shared/errors/error-catalogue';
import type { CommonServices } from '../../app/services.ts';

/** A key of a token, as it was plugged in at a certain moment. */
export type HeldKey = { readonly keyId: string; readonly insertion: string };

export type KeyDeskOptions = {
  readonly devices: Client<DeviceApi>;
  readonly log: CommonServices['log'];
  /** Something was plugged in, pulled, or the driver came or went. */
  readonly onChange: () => void;
  /** The key that was held is gone, or nobody can say any more that it is there. Told once. */
  readonly onRemoved: () => void;
};

export type KeyDesk = {
  readonly tokens: () => readonly PresentToken[];
  /** Why nothing can be seen; null while the readers are watched. */
  readonly problem: () => ErrorCode | null;
  /** Throws `key.not-present`. */
  readonly requirePresent: (keyId: string) => HeldKey;
  /** From now on this key must stay where it is; null: none must. */
  readonly hold: (key: HeldKey | null) => void;
  readonly held: () => HeldKey | null;
  readonly takeSeen: (tokens: readonly PresentToken[]) => void;
  readonly start: () => void;
  readonly stop: () => void;
};

const firstPauseMs = 500;
const longestPauseMs = 30_000;

/**
 * What is plugged in, from the process that watches the readers. A key counts as present as long as one and the same process has
 * seen it without a gap: when that process dies or hangs, the key is as good as pulled.
 */
export function createKeyDesk({ devices, log, onChange, onRemoved }: KeyDeskOptions): KeyDesk {
  let tokens: readonly PresentToken[] = [];
  let problem: ErrorCode | null = null;
  let held: HeldKey | null = null;

  const isThere = (key: HeldKey): boolean => tokens.some(token => token.insertion === key.insertion && token.keys.some(({ id }) => id === key.keyId));

  const show = (seen: readonly PresentToken[], trouble: ErrorCode | null): void => {
    const hasChanged = trouble !== problem || JSON.stringify(seen) !== JSON.stringify(tokens);
    tokens = seen;
    problem = trouble;
    if (held && !isThere(held)) {
      held = null;
      onRemoved();
    }
    if (hasChanged) onChange();
  };

  const watch = keepWatching(devices, code => {
    log.warn('readers of keys are not watched', { code });
    show([], code === 'key.unavailable' ? code : 'key.not-responding');
  });

  return {
    tokens: () => tokens,
    problem: () => problem,
    requirePresent: keyId => {
      const token = tokens.find(({ keys }) => keys.some(({ id }) => id === keyId));
      if (!token) throw new AppError('key.not-present');
      return { keyId, insertion: token.insertion };
    },
    hold: key => {
      held = key;
      if (key && !isThere(key)) show(tokens, problem);
    },
    held: () => held,
    takeSeen: seen => {
      watch.works();
      show(seen, null);
    },
    start: watch.start,
    stop: watch.stop,
  };
}

type Watch = { readonly start: () => void; readonly works: () => void; readonly stop: () => void };

/** `keys.watch` does not answer while it watches: its failure is the end of the watch, after which another begins. */
function keepWatching(devices: Client<DeviceApi>, onEnd: (code: ErrorCode) => void): Watch {
  let isWanted = false;
  let pauseMs = firstPauseMs;
  let timer: NodeJS.Timeout | undefined;
  const begin = (): void => {
    void devices('keys.watch', {}).catch((error: unknown) => {
      if (!isWanted) return;
      onEnd(error instanceof AppError ? error.code : 'internal');
      timer = setTimeout(begin, pauseMs);
      pauseMs = Math.min(pauseMs * 2, longestPauseMs);
    });
  };
  return {
    start: () => {
      isWanted = true;
      begin();
    },
    works: () => {
      pauseMs = firstPauseMs;
    },
    stop: () => {
      isWanted = false;
      clearTimeout(timer);
    },
  };
}
