import type { Db } from '../../db/schema.ts';
import { recordEvent } from '../audit/index.ts';
import { createCode } from './enrolment-codes.ts';

/** Somebody must be able to sign in to approve the others: true while no terminal has a certificate that is good. */
export async function isWithoutTerminals(db: Db, now: Date): Promise<boolean> {
  const good = await db
    .selectFrom('terminalCertificates as c')
    .innerJoin('terminals as t', 't.id', 'c.terminalId')
    .select('t.id')
    .where('t.state', '=', 'approved')
    .where('c.revokedAt', 'is', null)
    .where('c.expiresAt', '>', now)
    .limit(1)
    .executeTakeFirst();
  return good === undefined;
}

/** From the data centre's own console: lets one terminal in that nobody could approve yet. Undefined when there is one already. */
export async function createFirstCode(db: Db, { machineName, now }: { readonly machineName: string; readonly now: Date }): Promise<string | undefined> {
  if (!(await isWithoutTerminals(db, now))) return undefined;
  return db.transaction().execute(async tx => {
    const { code } = await createCode(tx, { unitId: null, createdBy: null, isAutomatic: true, now });
    const console = { accountId: null, displayName: '', unitName: '', terminalName: machineName };
    await recordEvent(tx, console, { act: 'terminals.createCode', object: 'first terminal', detail: 'from the console of the data centre' });
    return code;
  });
}
