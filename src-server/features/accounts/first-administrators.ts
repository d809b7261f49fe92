import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { isIdNumberValid } from '#shared/domain/person';
import type { Services } from '../../app/services.ts';
import type { Db } from '../../db/schema.ts';
import { recordEvent } from '../audit/index.ts';
import { makeHandover } from './handover.ts';
import type { Office } from './offices.ts';

export type FirstAdministrator = { readonly office: Office; readonly displayName: string; readonly loginName: string; readonly idNumber: string };
type FirstDay = { readonly unitName: string; readonly administrators: readonly FirstAdministrator[]; readonly machineName: string };
type NewAdministrator = FirstAdministrator & { readonly oneTimePassword: string };

/** A data centre without accounts: nobody can sign in, and nobody can be given a right. */
export async function hasAccounts(db: Db): Promise<boolean> {
  return (await db.selectFrom('accounts').select('id').limit(1).executeTakeFirst()) !== undefined;
}

/**
 * The three offices for three different people, on a database without any account, once. After that every account and every
 * right comes from what two or three of them have agreed on.
 */
export async function createFirstAdministrators(services: Pick<Services, 'db' | 'digestKey' | 'now'>, { unitName, administrators, machineName }: FirstDay): Promise<readonly NewAdministrator[]> {
  requireThreePeople(administrators);
  const made = await Promise.all(administrators.map(async administrator => ({ administrator, handover: await makeHandover(services) })));
  await services.db.transaction().execute(async tx => {
    // Two first days at once would make six: the second one waits here and then finds accounts.
    await sql`lock table accounts in exclusive mode`.execute(tx);
    if (await hasAccounts(tx)) throw new Error('This data centre already has accounts. Its first administrators are made once; from then on the three administrators appoint each other.');
    const unitId = await findOrMakeUnit(tx, unitName);
    for (const { administrator: { office, ...person }, handover: { password: _, ...forms } } of made) {
      const id = randomUUID();
      const now = services.now();
      await tx.insertInto('accounts').values({ id, unitId, ...person, ...forms, mustChangePassword: true, passwordChangedAt: now, createdAt: now }).execute();
      await tx.insertInto('accountRoles').values({ accountId: id, role: office }).execute();
      await recordEvent(tx, { accountId: null, displayName: '', unitName, terminalName: machineName }, {
        act: 'accounts.createFirst', object: person.loginName, changes: [{ field: 'office', before: '', after: office }],
      });
    }
  });
  return made.map(({ administrator, handover }) => ({ ...administrator, oneTimePassword: handover.password }));
}

function requireThreePeople(administrators: readonly FirstAdministrator[]): void {
  const wrong = administrators.find(({ idNumber }) => !isIdNumberValid(idNumber));
  if (wrong) throw new Error(`"${wrong.idNumber}" is not an identity number (its last digit does not fit the others).`);
  if (new Set(administrators.map(({ idNumber }) => idNumber)).size !== administrators.length) throw new Error('The three offices are for three different people: two of the identity numbers are the same.');
  if (new Set(administrators.map(({ loginName }) => loginName.toLowerCase())).size !== administrators.length) throw new Error('Two of the login names are the same.');
}

/** The unit that runs the data centre, when the roll of units is still empty. */
async function findOrMakeUnit(tx: Db, name: string): Promise<string> {
  const known = await tx.selectFrom('units').select('id').where('name', '=', name).executeTakeFirst();
  if (known) return known.id;
  const id = randomUUID();
  await tx.insertInto('units').values({ id, name, parentId: null, level: 'city', isCustodian: true, position: 0 }).execute();
  return id;
}
