import { useState } from 'react';
import type { DraftPageId } from '#shared/domain/ids';
import type { Draft } from '#shared/domain/scanning';
import { callDesktop } from '../../api/desktop.ts';
import { withOrder, withoutPages, withTurned } from './draft-changes.ts';
import { fitStep, pushUndo, type UndoStep } from './undo-stack.ts';
import type { DraftChange } from './use-draft.ts';

export type PageActs = {
  readonly reorder: (pageIds: readonly DraftPageId[]) => void;
  readonly turn: (pageIds: readonly DraftPageId[], quarterTurns: 1 | -1) => void;
  readonly remove: (pageIds: readonly DraftPageId[]) => void;
  readonly restore: (pageIds: readonly DraftPageId[]) => void;
  readonly undo: () => void;
  readonly canUndo: boolean;
};

/** What a hand does with pages on the desk; each act can be taken back in turn. */
export function usePageActs(draft: Draft, change: (change: DraftChange) => void): PageActs {
  const { id } = draft;
  const [steps, setSteps] = useState<readonly UndoStep[]>([]);
  const changes = describeChanges(draft);
  const act = (done: DraftChange, undoneBy: UndoStep): void => {
    setSteps(pushUndo(steps, undoneBy));
    change(done);
  };
  return {
    reorder: pageIds => { act(changes.reorder(pageIds), { kind: 'reorder', pageIds: draft.pages.map(page => page.id) }); },
    turn: (pageIds, quarterTurns) => {
      act(changes.turn(pageIds, quarterTurns), { kind: 'turn-back', pageIds, quarterTurns: -quarterTurns });
    },
    remove: pageIds => {
      const call = (): Promise<Draft> => callDesktop('drafts.removePages', { id, pageIds: [...pageIds] });
      act({ preview: known => withoutPages(known, pageIds), call }, { kind: 'restore', pageIds });
    },
    restore: pageIds => { change(changes.restore(pageIds)); },
    undo: () => {
      const last = steps.at(-1);
      setSteps(steps.slice(0, -1));
      const step = last && fitStep(last, draft.pages.map(page => page.id), draft.removedPages.map(page => page.id));
      if (step) change(changes.takeBack(step));
    },
    canUndo: steps.length > 0,
  };
}

type Changes = {
  readonly reorder: (pageIds: readonly DraftPageId[]) => DraftChange;
  readonly turn: (pageIds: readonly DraftPageId[], quarterTurns: number) => DraftChange;
  readonly restore: (pageIds: readonly DraftPageId[]) => DraftChange;
  readonly takeBack: (step: UndoStep) => DraftChange;
};

function describeChanges({ id }: Draft): Changes {
  const changes: Changes = {
    reorder: pageIds => ({ preview: known => withOrder(known, pageIds), call: () => callDesktop('drafts.reorderPages', { id, pageIds: [...pageIds] }) }),
    turn: (pageIds, quarterTurns) => ({
      preview: known => withTurned(known, pageIds, quarterTurns),
      call: () => callDesktop('drafts.turnPages', { id, pageIds: [...pageIds], quarterTurns }),
    }),
    // Where a page belongs is known to the store alone: no preview.
    restore: pageIds => ({ preview: known => known, call: () => callDesktop('drafts.restorePages', { id, pageIds: [...pageIds] }) }),
    takeBack: step => {
      if (step.kind === 'restore') return changes.restore(step.pageIds);
      return step.kind === 'reorder' ? changes.reorder(step.pageIds) : changes.turn(step.pageIds, step.quarterTurns);
    },
  };
  return changes;
}
