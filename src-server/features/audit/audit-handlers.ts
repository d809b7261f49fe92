import type { Handlers } from '#shared/contract/operation';
import type { auditOperations } from '#shared/contract/server/audit-operations';
import { writeNoteKey } from '#shared/proof/signed-note';
import type { RequestContext, Services } from '../../app/services.ts';
import type { Db } from '../../db/schema.ts';
import { noteTools } from '../../verify/proof-tools.ts';
import { requireAllowed, requireSubject } from '../authority/index.ts';
import { requireKeeper } from './audit-keeper.ts';
import { recordEvent } from './record-event.ts';
import { proveConsistency, readTree } from './tree-store.ts';

export function auditHandlers({ db }: Services): Handlers<typeof auditOperations, RequestContext> {
  return {
    'audit.checkpoint': async ({ size: oldSize }, context) => {
      requireAllowed(requireSubject(context), 'audit.checkpoint');
      const { signer, trouble } = requireKeeper(db);
      const newest = await findNewestCheckpoint(db);
      const proof = newest === undefined || oldSize > newest.size ? [] : await proveConsistency(db, { oldSize, size: newest.size, suite: (await readTree(db)).suite });
      return { key: writeNoteKey(noteTools, signer.key), note: newest?.note ?? null, proof: proof.map(noteTools.toBase64), isBroken: trouble !== undefined };
    },

    'audit.reportMismatch': async ({ reason, keptNote, shownNote }, context) => {
      const subject = requireSubject(context);
      requireAllowed(subject, 'audit.reportMismatch');
      const detail = `${reason}; kept ${describeNote(keptNote)}; shown ${describeNote(shownNote)}`;
      await recordEvent(db, subject, { act: 'audit.reportMismatch', object: subject.terminalName, result: 'failed', detail });
      return {};
    },
  };
}

export async function findNewestCheckpoint(db: Db): Promise<{ readonly size: number; readonly note: string } | undefined> {
  const row = await db.selectFrom('auditCheckpoints').select(['size', 'note']).orderBy('size', 'desc').limit(1).executeTakeFirst();
  return row && { size: Number(row.size), note: row.note };
}

/** Size and root, which is what two sides compare. */
function describeNote(note: string): string {
  const [, size = '?', root = '?'] = note.split('\n');
  return `${size.slice(0, 16)} ${root.slice(0, 44)}`;
}
