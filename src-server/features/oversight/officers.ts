import { sql } from 'kysely';
import type { z } from 'zod';
import type { Officer } from '#shared/domain/oversight';
import type { Db } from '../../db/schema.ts';

const mostOffered = 20;

/** By the beginning of a name or of a login name; accounts that are closed belong to the past that is asked about. */
export async function findOfficers(db: Db, query: string): Promise<z.input<typeof Officer>[]> {
  const starts = (column: 'display_name' | 'login_name') => sql<boolean>`left(lower(${sql.ref(`accounts.${column}`)}), length(${query}::text)) = lower(${query})`;
  return db
    .selectFrom('accounts')
    .innerJoin('units', 'units.id', 'accounts.unitId')
    .select(['accounts.id', 'displayName', 'loginName', 'units.name as unitName'])
    .where(where => where.or([starts('display_name'), starts('login_name')]))
    .orderBy('displayName')
    .orderBy('loginName')
    .limit(mostOffered)
    .execute();
}
