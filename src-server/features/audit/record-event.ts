import type { FieldChange } from '#shared/proof/audit-record';
import { collectBeforeCommit } from '../../db/before-commit.ts';
import { keptPlan } from '../../db/kept-plan.ts';
import type { Db } from '../../db/schema.ts';
import type { Act } from '../authority/index.ts';
import { appendEvents, type UnplacedEvent } from './append-events.ts';
import { requireKeeper } from './audit-keeper.ts';
import { toOneLine } from './one-line.ts';

/** Who did it; a failed sign-in may have no account. A Subject is one. */
export type Actor = {
  readonly accountId: string | null;
  readonly displayName: string;
  readonly unitName: string;
  readonly terminalName: string;
  readonly terminalId?: string | null;
};

export type EventFacts = {
  readonly act: Act;
  /** A number that an auditor can look up: request, register or archive number. */
  readonly object: string;
  readonly result?: 'done' | 'denied' | 'failed';
  /** Never contents of files. */
  readonly detail?: string;
  /** Whose file it was. */
  readonly personId?: string;
  /** Names and id numbers of persons are kept as keyed hashes: that they changed can be proved, what they were is not told. */
  readonly changes?: readonly FieldChange[];
};

/**
 * Takes the transaction of the act itself: what cannot be recorded does not happen. The event is written when the
 * transaction commits, or at once when `db` is none.
 */
export async function recordEvent(db: Db, actor: Actor, facts: EventFacts): Promise<void> {
  const event: UnplacedEvent = {
    actor: actor.accountId,
    unit: toOneLine(actor.unitName),
    terminal: toOneLine(actor.terminalName),
    terminalId: actor.terminalId ?? null,
    act: facts.act,
    object: toOneLine(facts.object),
    result: facts.result ?? 'done',
    detail: toOneLine(facts.detail ?? ''),
    person: facts.personId === undefined ? null : await nameSubject(db, facts.personId),
    changes: (facts.changes ?? []).map(change => hidePersonalChange(db, change)),
  };
  await collectBeforeCommit(db, event, appendEvents);
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** An unknown person (a guessed number in a denied question) has no reference to keep. */
async function nameSubject(db: Db, personId: string): Promise<UnplacedEvent['person']> {
  if (!uuid.test(personId)) return null;
  const person = await db.selectFrom('persons').select('idNumber').where('id', '=', personId).modifyEnd(keptPlan).executeTakeFirst();
  return { reference: personId, hash: person === undefined ? null : requireKeeper(db).hashSubject(person.idNumber) };
}

const personalFields: readonly string[] = ['name', 'formerName', 'idNumber'];

function hidePersonalChange(db: Db, { field, before, after }: FieldChange): FieldChange {
  const isPersonal = personalFields.includes(field);
  const keep = (value: string | null): string | null => {
    if (value === null) return null;
    return isPersonal ? requireKeeper(db).hashSubject(value) : toOneLine(value);
  };
  return { field, before: keep(before), after: keep(after) };
}
