import type { DraftId, DraftPageId } from '#shared/domain/ids';
import type { TerminalServices } from '../../app/services.ts';
import type { DeskJournal } from './desk-journal.ts';

export type Replaced = { readonly draftId: DraftId; readonly oldId: DraftPageId; readonly newId: DraftPageId };

/** A page that was scanned anew is an act like any other: taken back, the old one is there again and the new one among those taken out. */
export async function recordRescan({ store, emit, now }: Pick<TerminalServices, 'store' | 'emit' | 'now'>, journal: DeskJournal, { draftId, oldId, newId }: Replaced): Promise<void> {
  const draft = await store.drafts.find(draftId);
  if (!draft) return;
  const [there, out] = [{ removedAt: null }, { removedAt: now().getTime() }];
  const pages = [{ id: oldId, before: there, after: out }, { id: newId, before: out, after: there }];
  journal.record(draft.volumeId, { act: { kind: 'rescan', count: 1 }, drafts: [], pages });
  emit('desk.acted', { volumeId: draft.volumeId, history: journal.history(draft.volumeId) });
}
