import { expect, test } from 'vitest';
import { DraftPageId } from '#shared/domain/ids';
import { fitStep, pushUndo, type UndoStep } from '../../../../src-renderer/features/scanning/undo-stack.ts';

const page = (): DraftPageId => DraftPageId.parse(crypto.randomUUID());

test('pages that were put back by hand are not put back twice', () => {
  const [kept, gone] = [page(), page()];
  expect(fitStep({ kind: 'restore', pageIds: [kept, gone] }, [kept], [gone])).toEqual({ kind: 'restore', pageIds: [gone] });
  expect(fitStep({ kind: 'restore', pageIds: [kept] }, [kept], [])).toBeUndefined();
});

test('an order is taken back around pages that were scanned or removed meanwhile', () => {
  const [a, b, removed, scanned] = [page(), page(), page(), page()];
  expect(fitStep({ kind: 'reorder', pageIds: [b, removed, a] }, [a, b, scanned], [removed])).toEqual({ kind: 'reorder', pageIds: [b, a, scanned] });
});

test('the last fifty acts can be taken back', () => {
  const steps = Array.from({ length: 60 }, (): UndoStep => ({ kind: 'restore', pageIds: [page()] }));
  const stack = steps.reduce<readonly UndoStep[]>(pushUndo, []);
  expect(stack).toEqual(steps.slice(-50));
});
