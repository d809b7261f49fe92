import { writeNoteKey } from '#shared/proof/signed-note';
import type { Services } from '../../app/services.ts';
import type { Db } from '../../db/schema.ts';
import type { ExportLine } from '../../verify/export-format.ts';
import { noteTools } from '../../verify/proof-tools.ts';
import { requireAllowed, type Subject } from '../authority/index.ts';
import { requireKeeper } from './audit-keeper.ts';
import type { StoredEvent } from './check-links.ts';
import { recordEvent } from './record-event.ts';

const batchSize = 500;

/** Taking the log away is itself an event, and the last one that the export shows. */
export async function allowExport({ db }: Services, subject: Subject): Promise<void> {
  requireAllowed(subject, 'audit.export');
  await recordEvent(db, subject, { act: 'audit.export', object: '' });
}

/** The whole log as it stands, one JSON line each: header, checkpoints, events, end. What is appended meanwhile is left to the next export. */
export async function* exportLog(db: Db): AsyncGenerator<string> {
  const { signer, now } = requireKeeper(db);
  yield write({ kind: 'header', format: 'danglian-audit-export/1', key: writeNoteKey(noteTools, signer.key), at: now().toISOString() });
  const { last } = await db.selectFrom('auditEvents').select(({ fn }) => fn.max<string | null>('sequence').as('last')).executeTakeFirstOrThrow();
  // Also those that name more events than there are: that is what a verifier must see.
  const notes = await db.selectFrom('auditCheckpoints').select('note').orderBy('size').execute();
  for (const { note } of notes) yield write({ kind: 'note', note });
  let events = 0;
  let after = '0';
  for (;;) {
    const batch = await db.selectFrom('auditEvents').selectAll().where('sequence', '>', after).where('sequence', '<=', last ?? '0').orderBy('sequence').limit(batchSize).execute();
    for (const event of batch) yield write(presentEvent(event));
    events += batch.length;
    const newest = batch.at(-1);
    if (newest === undefined) break;
    after = newest.sequence;
  }
  yield write({ kind: 'end', events, notes: notes.length });
}

function presentEvent({ payload, prev, hash, ...columns }: StoredEvent): ExportLine {
  const sequence = Number(columns.sequence);
  return {
    kind: 'event',
    sequence,
    suite: columns.suite,
    payload: payload.toString(),
    prev: prev.toString('hex'),
    hash: hash.toString('hex'),
    columns: { ...columns, sequence, at: columns.at.toISOString() },
  };
}

function write(line: ExportLine): string {
  return `${JSON.stringify(line)}\n`;
}
