import { z } from 'zod';
import type { Store } from '../../store/index.ts';

const name = 'key-login-names';
const LoginNames = z.record(z.string(), z.string());
/** Of a terminal that many people use: the oldest are forgotten. */
const maxKnown = 50;

export type KnownHolders = {
  readonly of: (keyIds: readonly string[]) => Promise<Readonly<Record<string, string>>>;
  readonly note: (keyId: string, loginName: string) => Promise<void>;
};

/** Login names that signed in here with a key, so that next time the PIN alone is asked for. Kept encrypted, told only of keys that are plugged in. */
export function knownHolders(store: Pick<Store, 'state'>): KnownHolders {
  const read = async (): Promise<Readonly<Record<string, string>>> => (await store.state.find(name, LoginNames)) ?? {};
  return {
    of: async (keyIds: readonly string[]): Promise<Readonly<Record<string, string>>> => {
      const known = keyIds.length === 0 ? {} : await read();
      return Object.fromEntries(keyIds.flatMap(id => (known[id] === undefined ? [] : [[id, known[id]]])));
    },
    note: async (keyId: string, loginName: string): Promise<void> => {
      const { [keyId]: before, ...others } = await read();
      if (before === loginName) return;
      await store.state.save(name, Object.fromEntries([...Object.entries(others).slice(1 - maxKnown), [keyId, loginName]]));
    },
  };
}
