import type { Db } from '../../src-server/db/schema.ts';

/** Of every kind: nothing, what is no object, what is somebody else's under every name, more than was asked, and what reaches for files. */
export function hostileInputs(ids: readonly string[], materialId: string): readonly unknown[] {
  const foreign = ids.flatMap(id => [{ id }, { id, reason: 'x' }, { requestId: id }, { volumeId: id }, { personId: id }, { batchId: id }, { draftId: id }, { id, materialId: materialId }]);
  return [null, 'x', 7, [], {}, ...foreign, { ...foreign[0], roles: ['auditor'] }, JSON.parse('{"__proto__":{"isAdmin":true},"constructor":{}}'), { id: '../../terminal.db', path: '/etc/passwd' }, { query: 'x'.repeat(100_000) }];
}

/** What no question of a reader's window adds to or takes from. */
const guarded = ['accounts', 'accountRoles', 'terminals', 'viewRequests', 'materials', 'administrativeActs'] as const;

export function countGuardedRows(db: Db): Promise<readonly number[]> {
  return Promise.all(guarded.map(async table => Number((await db.selectFrom(table).select(({ fn }) => fn.countAll<string>().as('count')).executeTakeFirstOrThrow()).count)));
}

/** Answered to whoever sits there, for himself; what is not his is not there, and nothing happens to it. */
export const ownQuestions: readonly string[] = [
  ...['anchors.get', 'catalogues.cancelPrint', 'deliveries.list', 'deliveries.places', 'drafts.desk', 'drafts.list', 'enrolment.get', 'keys.present', 'outbox.list', 'outbox.retry', 'outbox.withdraw', 'printing.list'],
  ...['printing.reminders', 'requests.circles', 'requests.colleagues', 'scannerPlaces.list', 'session.get', 'sheetPrints.list', 'strips.cancelPrint', 'terminal.get', 'units.list'],
];
