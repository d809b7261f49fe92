import { sql } from 'kysely';
import type { z } from 'zod';
import type { RegisteredKey } from '#shared/domain/signing-key';
import type { Db } from '../../db/schema.ts';

export type KeyRow = { readonly id: string; readonly publicKey: Buffer; readonly serial: string; readonly expiresAt: Date | null };

/** More than a key in use and a spare one in the safe is a mistake. */
export const maxKeysPerAccount = 3;

export function findActiveKeys(db: Db, accountId: string): Promise<readonly KeyRow[]> {
  return db
    .selectFrom('signingKeys')
    .select(['id', 'publicKey', 'serial', 'expiresAt'])
    .where('accountId', '=', accountId)
    .where('state', '=', 'active')
    .orderBy('registeredAt', 'desc')
    .limit(maxKeysPerAccount)
    .execute();
}

export async function noteKeyUse(db: Db, id: string, now: Date): Promise<void> {
  await db.updateTable('signingKeys').set({ lastUsedAt: now }).where('id', '=', id).execute();
}

export async function readServerId(db: Db): Promise<string> {
  const { value } = await db.selectFrom('settings').select('value').where('key', '=', 'server-id').executeTakeFirstOrThrow();
  return value as string; // `as`: written by the migration, as text
}

type Question = { readonly query: string; readonly state: 'active' | 'revoked' | null; readonly accountId: string | null };
export type KeyItem = z.input<typeof RegisteredKey>;

/** Newest first; found by name, login name, serial number or fingerprint. */
export async function findKeys(db: Db, { query, state, accountId }: Question, page: { readonly limit: number; readonly offset: number }): Promise<readonly KeyItem[]> {
  const pattern = `%${query.toLowerCase().replaceAll(/[\\%_]/g, '\\$&')}%`;
  const rows = await db
    .selectFrom('signingKeys as k')
    .innerJoin('accounts as a', 'a.id', 'k.accountId')
    .innerJoin('units as u', 'u.id', 'a.unitId')
    .innerJoin('accounts as r', 'r.id', 'k.registeredBy')
    .select(['k.id', 'k.accountId', 'a.loginName', 'a.displayName', 'u.name as unitName', 'k.label', 'k.serial', 'k.holder', 'k.fingerprint'])
    .select(['k.expiresAt', 'k.state', 'r.displayName as registeredBy', 'k.registeredAt', 'k.lastUsedAt'])
    .$if(state !== null, question => question.where('k.state', '=', state ?? 'active'))
    .$if(accountId !== null, question => question.where('k.accountId', '=', accountId ?? ''))
    .$if(query !== '', question => question.where(sql<boolean>`lower(concat_ws(' ', a.login_name, a.display_name, k.serial, k.fingerprint)) like ${pattern}`))
    .orderBy('k.registeredAt', 'desc')
    .orderBy('k.id')
    .limit(page.limit)
    .offset(page.offset)
    .execute();
  return rows.map(row => ({
    ...row,
    expiresAt: row.expiresAt?.toISOString() ?? null,
    registeredAt: row.registeredAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  }));
}
