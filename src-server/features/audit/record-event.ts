import type { Db } from '../../db/schema.ts';
import type { Act } from '../authority/index.ts';

/** Who did it; a failed sign-in may have no account. A Subject is one. */
export type Actor = {
  readonly accountId: string | null;
  readonly displayName: string;
  readonly unitName: string;
  readonly terminalName: string;
};

export type EventFacts = {
  readonly act: Act;
  /** A number or name that an auditor can look up: request, register or archive number. */
  readonly object: string;
  readonly result?: 'done' | 'denied' | 'failed';
  /** Never contents of files. */
  readonly detail?: string;
};

const maxTextLength = 300;

/** Takes the transaction of the act itself: what cannot be recorded does not happen. */
export async function recordEvent(db: Db, actor: Actor, { act, object, result = 'done', detail = '' }: EventFacts): Promise<void> {
  await db
    .insertInto('auditEvents')
    .values({
      actorId: actor.accountId,
      actorName: actor.displayName,
      actorUnitName: actor.unitName,
      terminalName: actor.terminalName,
      act,
      object: object.slice(0, maxTextLength),
      result,
      detail: detail.slice(0, maxTextLength),
    })
    .execute();
}
