import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { ViewSession } from '#shared/domain/viewing';
import { AppError } from '#shared/errors/app-error';
import type { Services } from '../../app/services.ts';
import type { Db } from '../../db/schema.ts';
import { recordEvent } from '../audit/index.ts';
import { requireAllowed, type Subject } from '../authority/index.ts';
import { readAccessPolicy } from '../identity/index.ts';
import { factsOf, requirePerson, secrecyOf } from '../people/index.ts';
import { endReadings } from '../readings/index.ts';
import { lockRequest, requestFacts } from '../requests/index.ts';
import { drawSerial } from '../marking/index.ts';
import { listMaterials } from '../volumes/index.ts';
import { requireSession, sessionObject, type SessionRecord } from './session-repository.ts';
import { secondsLeft } from './session-state.ts';

type OpenSession = z.input<typeof ViewSession>;
const minuteMs = 60_000;
/** A working day: an archivist opens again tomorrow. */
const custodyMs = 8 * 60 * minuteMs;

/** Opens a grant. Its minutes run from the first opening; opening again, here or at another terminal, gives what is left. */
export async function openGrant({ db, now }: Services, subject: Subject, requestId: string): Promise<OpenSession> {
  const at = now();
  return db.transaction().execute(async tx => {
    const request = await lockRequest(tx, requestId);
    requireAllowed(subject, 'viewing.open', requestFacts(request, at));
    const endsAt = request.endsAt ?? new Date(at.getTime() + (request.grantedMinutes ?? 0) * minuteMs);
    if (request.endsAt === null) await tx.updateTable('viewRequests').set({ endsAt }).where('id', '=', requestId).execute();
    const [first] = await listMaterials(tx, { grantOf: requestId });
    if (!first) throw new Error('A grant without materials.');
    return openOrResume(tx, subject, { kind: 'grant', requestId, volumeId: first.volumeId, endsAt, at });
  });
}

/** For the custodian's own archivist at work: no application, but marked and recorded all the same. */
export async function openCustody({ db, now }: Services, subject: Subject, volumeId: string): Promise<OpenSession> {
  const at = now();
  return db.transaction().execute(async tx => {
    const volume = await tx.selectFrom('volumes').select('personId').where('id', '=', volumeId).executeTakeFirst();
    if (!volume) throw new AppError('resource.not-found');
    requireAllowed(subject, 'viewing.openCustody', factsOf(await requirePerson(tx, volume.personId)));
    await tx.selectFrom('accounts').select('id').where('id', '=', subject.accountId).forUpdate().execute();
    return openOrResume(tx, subject, { kind: 'custody', requestId: null, volumeId, endsAt: new Date(at.getTime() + custodyMs), at });
  });
}

type Opening = { readonly kind: 'grant' | 'custody'; readonly requestId: string | null; readonly volumeId: string; readonly endsAt: Date; readonly at: Date };

/** One session per reader, thing and terminal, however often it is opened at once; on another terminal it ends. */
async function openOrResume(tx: Db, subject: Subject, opening: Opening): Promise<OpenSession> {
  const { at, ...values } = opening;
  const open = await findOpen(tx, subject, opening);
  const here = open.find(({ terminalName }) => terminalName === subject.terminalName);
  const elsewhere = open.filter(session => session !== here).map(({ id }) => id);
  await endReadings(tx, subject, { sessionIds: elsewhere, reason: 'moved', at });
  const id = here?.id ?? randomUUID();
  if (!here) {
    await tx
      .insertInto('viewSessions')
      .values({ id, ...values, accountId: subject.accountId, terminalName: subject.terminalName, openedAt: at, lastSeenAt: at, closedAt: null, closeReason: null, markSerial: drawSerial() })
      .execute();
  }
  const session = await requireSession(tx, id);
  const act = opening.kind === 'grant' ? 'viewing.open' : 'viewing.openCustody';
  if (!here) await recordEvent(tx, subject, { act, object: sessionObject(session), detail: session.archiveNumber, personId: session.personId });
  return describe(tx, session, at);
}

function findOpen(tx: Db, { accountId }: Subject, { requestId, volumeId, at }: Opening): Promise<{ id: string; terminalName: string }[]> {
  const mine = tx.selectFrom('viewSessions').select(['id', 'terminalName']).where('accountId', '=', accountId).where('closedAt', 'is', null).where('endsAt', '>', at);
  const same = requestId === null ? mine.where('kind', '=', 'custody').where('volumeId', '=', volumeId) : mine.where('requestId', '=', requestId);
  return same.orderBy('openedAt', 'desc').execute();
}

async function describe(tx: Db, session: SessionRecord, at: Date): Promise<OpenSession> {
  const { id, kind, requestId, requestNumber, volumeId, personId, personName } = session;
  const materials = await listMaterials(tx, requestId === null ? { volumeId } : { grantOf: requestId });
  const grants = requestId === null ? [] : await tx.selectFrom('grantMaterials').select(['materialId', 'regions']).where('requestId', '=', requestId).where('canPrint', '=', true).execute();
  const printable = new Map(grants.map(({ materialId, regions }) => [materialId, regions]));
  return {
    ...{ id, kind, requestId, requestNumber, volumeId, personId, personName },
    secrecy: secrecyOf(session),
    blursUnfocused: (await readAccessPolicy(tx)).blursUnfocused,
    endsAt: session.endsAt.toISOString(),
    secondsLeft: secondsLeft(session, at),
    materials: materials.map(material => ({ ...material, canPrint: printable.has(material.id), printRegions: printable.get(material.id) ?? [] })),
  };
}
