import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { CryptoProvider } from '../../blobs/crypto-provider.ts';
import type { Db } from '../../db/schema.ts';
import { serialBytes } from '../../marks/index.ts';

/** The secret behind the grain of a site's pages. Its id is random: from one id no other follows. */
export type MarkSecret = { readonly id: string; readonly secret: Buffer };

export type MarkKeys = {
  /** The one that marks now; made when there is none, or when the newest has served its time. */
  current(now: Date): Promise<MarkSecret>;
  /** Those of former times too, newest first: what was marked with them is still traced. */
  all(): Promise<readonly MarkSecret[]>;
  /** One byte of the mark: not to be taken for a page of another site. */
  siteCode(): Promise<number>;
};

/** Half a year: a secret that got out spoils the marks of that time only, and few secrets have to be tried when tracing. */
const serviceDays = 180;
const dayMs = 24 * 3_600_000;
/** Processes of one data centre learn of a new key within this time; meanwhile both are good. */
const keptMs = 60_000;

/** Sealed in the database under the key that seals the pages, and with them in every backup. */
export function createMarkKeys(db: Db, crypto: CryptoProvider): MarkKeys {
  let kept: { readonly key: MarkSecret; readonly madeAt: Date; readonly until: number } | undefined;
  let site: number | undefined;
  const isServing = (madeAt: Date, now: Date): boolean => now.getTime() - madeAt.getTime() < serviceDays * dayMs;
  const open = ({ id, sealed }: { readonly id: string; readonly sealed: Uint8Array }): MarkSecret => ({ id, secret: crypto.unwrapKey(sealed, contextOf(id)) });
  return {
    current: async now => {
      if (kept && kept.until > now.getTime() && isServing(kept.madeAt, now)) return kept.key;
      const newest = await db.selectFrom('markKeys').selectAll().orderBy('madeAt', 'desc').orderBy('id').limit(1).executeTakeFirst();
      const row = newest && isServing(newest.madeAt, now) ? newest : await insertKey(db, crypto, now);
      kept = { key: open(row), madeAt: row.madeAt, until: now.getTime() + keptMs };
      return kept.key;
    },
    all: async () => (await db.selectFrom('markKeys').selectAll().orderBy('madeAt', 'desc').orderBy('id').execute()).map(open),
    siteCode: async () => (site ??= await readSiteCode(db)),
  };
}

const contextOf = (id: string): string => `mark key ${id}`;

async function insertKey(db: Db, crypto: CryptoProvider, madeAt: Date): Promise<{ id: string; sealed: Buffer; madeAt: Date }> {
  const id = randomUUID();
  const row = { id, sealed: crypto.wrapKey(crypto.createDataKey(), contextOf(id)), madeAt };
  await db.insertInto('markKeys').values(row).execute();
  return row;
}

async function readSiteCode(db: Db): Promise<number> {
  const { value } = await db.selectFrom('settings').select('value').where('key', '=', 'server-id').executeTakeFirstOrThrow();
  return createHash('sha256').update(String(value)).digest().readUInt8(0);
}

/** By which the grain names a session: random, so that no two sessions look alike and none can be guessed from another. */
export const drawSerial = (): number => randomBytes(serialBytes).readUIntBE(0, serialBytes);
