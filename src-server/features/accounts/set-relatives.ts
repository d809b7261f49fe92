import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { accountOperations } from '#shared/contract/server/account-operations';
import { isIdNumberValid } from '#shared/domain/person';
import { AppError } from '#shared/errors/app-error';
import type { Db } from '../../db/schema.ts';
import { recordEvent } from '../audit/index.ts';
import type { Subject } from '../authority/index.ts';
import { holdAccount } from './account-records.ts';
import { requireOther, type Matter } from './administer.ts';
import { requireState } from './propose.ts';

type Input = z.output<(typeof accountOperations)['accounts.setRelatives']['input']>;

/** Replaces the list of all accounts of this person: another account of his would open what this one must not. */
export async function setRelatives(tx: Db, { input, subject, matter }: { readonly input: Input; readonly subject: Subject; readonly matter: Matter }): Promise<Readonly<Record<string, never>>> {
  const target = await holdAccount(tx, input.id);
  requireOther(subject, target, matter);
  requireState(target, ['proposed', 'active', 'suspended']);
  const accountIds = await listAccountsOfPerson(tx, target);
  const before = await tx.selectFrom('relatives').select(['name', 'relation', 'idNumber']).where('accountId', '=', target.accountId).orderBy('relation').execute();
  const relatives = requireDistinct(input.relatives.map(relative => ({ ...relative, idNumber: findNumber(relative, before) })));
  await tx.deleteFrom('relatives').where('accountId', 'in', accountIds).execute();
  const rows = accountIds.flatMap(accountId => relatives.map(relative => ({ id: randomUUID(), accountId, ...relative })));
  if (rows.length > 0) await tx.insertInto('relatives').values(rows).execute();
  // How they are related, not who they are: the log outlives the reasons to know.
  const spell = (list: readonly { readonly relation: string }[]): string => list.map(({ relation }) => relation).sort().join('、');
  await recordEvent(tx, subject, { ...matter, changes: [{ field: 'relatives', before: spell(before), after: spell(relatives) }] });
  return {};
}

type Known = { readonly name: string; readonly relation: string; readonly idNumber: string };

/** Numbers are never shown again: a list is changed without typing those that stay. An empty one is refused below. */
function findNumber({ name, relation, idNumber }: Input['relatives'][number], known: readonly Known[]): string {
  return (idNumber ?? known.find(other => other.name === name && other.relation === relation)?.idNumber ?? '').toUpperCase();
}

function requireDistinct<Relative extends { readonly idNumber: string }>(relatives: readonly Relative[]): readonly Relative[] {
  const wrong = relatives.findIndex(({ idNumber }, index) => !isIdNumberValid(idNumber) || relatives.findIndex(other => other.idNumber === idNumber) !== index);
  if (wrong >= 0) throw new AppError('input.invalid', { path: `relatives.${String(wrong)}.idNumber` });
  return relatives;
}

async function listAccountsOfPerson(tx: Db, { accountId, idNumber }: { readonly accountId: string; readonly idNumber: string | null }): Promise<readonly string[]> {
  if (idNumber === null) return [accountId];
  const rows = await tx.selectFrom('accounts').select('id').where('idNumber', '=', idNumber).where('state', '<>', 'closed').execute();
  return rows.map(({ id }) => id);
}
