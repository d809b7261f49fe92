import type { DraftPageId } from '#shared/domain/ids';

/** How to take back the last act on pages. Catalogue fields have the browser's own undo. */
export type UndoStep =
  | { readonly kind: 'restore'; readonly pageIds: readonly DraftPageId[] }
  | { readonly kind: 'turn-back'; readonly pageIds: readonly DraftPageId[]; readonly quarterTurns: number }
  | { readonly kind: 'reorder'; readonly pageIds: readonly DraftPageId[] };

const depth = 50;

export function pushUndo(steps: readonly UndoStep[], step: UndoStep): readonly UndoStep[] {
  return [...steps, step].slice(-depth);
}

/** A step made possible again after pages came or went meanwhile: gone pages are left out, new ones stay where they are. */
export function fitStep(step: UndoStep, kept: readonly DraftPageId[], removed: readonly DraftPageId[]): UndoStep | undefined {
  switch (step.kind) {
    case 'restore':
      return nonEmpty({ ...step, pageIds: step.pageIds.filter(id => removed.includes(id)) });
    case 'turn-back':
      return nonEmpty({ ...step, pageIds: step.pageIds.filter(id => kept.includes(id)) });
    case 'reorder': {
      const known = step.pageIds.filter(id => kept.includes(id));
      return nonEmpty({ ...step, pageIds: [...known, ...kept.filter(id => !known.includes(id))] });
    }
  }
}

function nonEmpty(step: UndoStep): UndoStep | undefined {
  return step.pageIds.length > 0 ? step : undefined;
}
