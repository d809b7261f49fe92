import { z } from 'zod';
import { DraftId, DraftPageId } from './ids.ts';
import { Draft, DraftRow } from './scanning.ts';

/** Pages that may lie on one desk before they are filed: a day's stack of duplex sheets. */
export const maxPagesOnDesk = 2_000;

/** What a hand does on the desk and can take back. Paper that arrives, filing and discarding are none of them. */
export const deskActKinds = ['turn', 'reorder', 'remove', 'restore', 'set-aside', 'bring-back', 'adjust', 'row', 'rows', 'split', 'move', 'join', 'rescan', 'join-scans'] as const;
export const DeskAct = z.object({
  kind: z.enum(deskActKinds),
  /** Pages, or materials for `rows` and `split`. */
  count: z.int().nonnegative(),
});
export type DeskAct = z.infer<typeof DeskAct>;

/** The next act that undo takes back, and the next that redo does again. */
export const DeskHistory = z.object({ undo: DeskAct.nullable(), redo: DeskAct.nullable() });
export type DeskHistory = z.infer<typeof DeskHistory>;

/** All materials of one volume that lie on this desk, in their order. */
export const Desk = z.object({ drafts: z.array(Draft).readonly(), history: DeskHistory });
export type Desk = z.infer<typeof Desk>;

export const PageIds = z.array(DraftPageId).min(1).max(maxPagesOnDesk).readonly();

export const NamedRow = z.object({ id: DraftId, row: DraftRow });
export type NamedRow = z.infer<typeof NamedRow>;
