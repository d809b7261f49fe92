import type { DraftId, DraftPageId } from '#shared/domain/ids';
import type { NamedRow } from '#shared/domain/desk';
import type { JoinSide, PageRecipe } from '#shared/domain/page-recipe';
import { defaultPageSteps, type PageSteps } from '#shared/domain/page-steps';
import type { Draft, DraftRow } from '#shared/domain/scanning';
import { callDesktop } from '../../api/desktop.ts';
import { completeOrder } from './material-pages.ts';
import { inDraft, withAside, withMoved, withOrder, withoutPages, withRow, withTurned } from './draft-changes.ts';
import type { DeskChange, VolumeDesk } from './use-volume-desk.ts';

type PageIds = readonly DraftPageId[];
type RecipeChange = { readonly pageId: DraftPageId; readonly recipe: PageRecipe };

export type DeskActs = {
  readonly reorder: (pageIds: PageIds) => void;
  readonly turn: (pageIds: PageIds, quarterTurns: 1 | -1 | 2) => void;
  readonly remove: (pageIds: PageIds) => void;
  readonly restore: (pageIds: PageIds) => void;
  readonly setRecipes: (changes: readonly RecipeChange[]) => void;
  /** The steps that pages take at arrival, once more; the usual ones unless told otherwise. */
  readonly planAgain: (pageIds: PageIds, steps?: PageSteps) => void;
  readonly setAside: (pageIds: PageIds, isSetAside: boolean) => void;
  /** Each of these pages begins a material of its own. */
  readonly split: (firstPageIds: PageIds) => void;
  /** Two scans of one sheet, or its halves, become one page. */
  readonly joinScans: (pageId: DraftPageId, otherId: DraftPageId, side: JoinSide) => Promise<boolean>;
  readonly moveInto: (pageIds: PageIds, intoId: DraftId) => void;
  readonly joinInto: (intoId: DraftId) => void;
  readonly setRow: (row: DraftRow) => Promise<boolean>;
  readonly setRows: (rows: readonly NamedRow[]) => void;
  readonly undo: () => void;
  readonly redo: () => void;
};

/** What a hand does on the desk; src-main remembers each act, so that it can be taken back in turn and done again. */
export function useDeskActs(inHand: Draft, { change, newestHistory }: Pick<VolumeDesk, 'change' | 'newestHistory'>): DeskActs {
  const { id, volumeId } = inHand;
  const act = (done: DeskChange): void => void change(done);
  const here = (change: (draft: Draft) => Draft): DeskChange['preview'] => inDraft(id, change);
  const same: DeskChange['preview'] = drafts => drafts;
  // Asked only when it is its turn: keys come faster than the store answers, and what is to be taken back may still be on its way there.
  const step = (direction: 'undo' | 'redo'): DeskChange => ({ preview: same, call: () => (newestHistory()[direction] ? callDesktop(`drafts.${direction}`, { volumeId }) : callDesktop('drafts.desk', { volumeId })) });
  return {
    reorder: pageIds => { act({ preview: here(draft => withOrder(draft, completeOrder(draft, pageIds))), call: () => callDesktop('drafts.reorderPages', { id, pageIds: [...completeOrder(inHand, pageIds)] }) }); },
    turn: (pageIds, quarterTurns) => {
      act({ preview: here(draft => withTurned(draft, pageIds, quarterTurns)), call: () => callDesktop('drafts.turnPages', { id, pageIds: [...pageIds], quarterTurns }) });
    },
    remove: pageIds => { act({ preview: here(draft => withoutPages(draft, pageIds)), call: () => callDesktop('drafts.removePages', { id, pageIds: [...pageIds] }) }); },
    setAside: (pageIds, isSetAside) => {
      act({ preview: here(draft => withAside(draft, pageIds, isSetAside)), call: () => callDesktop('drafts.setAside', { id, pageIds: [...pageIds], isSetAside }) });
    },
    // Where a page belongs, and which materials a cut makes, is known to the store alone: no preview.
    restore: pageIds => { act({ preview: same, call: () => callDesktop('drafts.restorePages', { id, pageIds: [...pageIds] }) }); },
    setRecipes: changes => { act({ preview: same, call: async () => (await callDesktop('drafts.setRecipes', { id, changes: [...changes] })).draft }); },
    planAgain: (pageIds, steps = defaultPageSteps) => { act({ preview: same, call: () => callDesktop('drafts.planAgain', { id, pageIds: [...pageIds], steps }) }); },
    split: firstPageIds => { act({ preview: same, call: () => callDesktop('drafts.split', { id, firstPageIds: [...firstPageIds] }) }); },
    joinScans: (pageId, otherId, side) => change({ preview: same, call: () => callDesktop('drafts.joinScans', { id, pageId, otherId, side }) }),
    moveInto: (pageIds, intoId) => {
      act({ preview: drafts => withMoved(drafts, pageIds, intoId), call: () => callDesktop('drafts.movePages', { id, pageIds: [...pageIds], intoId }) });
    },
    joinInto: intoId => { act({ preview: same, call: () => callDesktop('drafts.join', { id, intoId }) }); },
    setRow: row => change({ preview: here(draft => withRow(draft, row)), call: () => callDesktop('drafts.setRow', { id, row }) }),
    setRows: rows => {
      const preview: DeskChange['preview'] = drafts => rows.reduce((shown, { id: rowId, row }) => inDraft(rowId, draft => withRow(draft, row))(shown), drafts);
      act({ preview, call: () => callDesktop('drafts.setRows', { volumeId, rows: [...rows] }) });
    },
    undo: () => { act(step('undo')); },
    redo: () => { act(step('redo')); },
  };
}
