import { useTranslation } from 'react-i18next';
import { useKeys } from '../../ui/keys.tsx';
import type { Shortcut } from '../../ui/key-registry.ts';
import { classFieldId } from './row-form.tsx';
import { moveChosen, step } from './page-selection.ts';
import { isBusy } from './scan-run.ts';
import type { Desk } from './desk.ts';

/** Everything the hand can do with pages, without the mouse. Zoom belongs to the stage. */
export function useDeskKeys(desk: Desk): void {
  const { t } = useTranslation('scanning');
  const { pages, acts } = desk;
  const { order, selection } = pages;
  const move = (by: 1 | -1, extend: boolean) => (): void => { pages.select(step(selection, order, { by, extend })); };
  const withChosen = (act: (ids: typeof selection.chosen) => void) => (): void => { if (selection.chosen.length > 0) act(selection.chosen); };
  const reorder = (by: 1 | -1) => withChosen(ids => { acts.reorder(moveChosen(order, ids, by)); });
  const shortcut = (label: string, run: () => void, ...keys: readonly string[]): Shortcut => ({ label, run, keys });
  useKeys(t('keys.scan'), [
    { keys: ['F9', 'Enter'], label: t('keys.start'), run: isBusy(desk.run) ? desk.stop : desk.scan },
    { keys: ['Ctrl+Enter'], label: t('keys.file'), worksInFields: true, run: desk.file },
    { keys: ['F4'], label: t('keys.form'), worksInFields: true, run: () => document.getElementById(classFieldId)?.focus() },
    shortcut(t('keys.previous'), move(-1, false), 'ArrowUp', 'ArrowLeft'),
    shortcut(t('keys.next'), move(1, false), 'ArrowDown', 'ArrowRight'),
    shortcut(t('keys.extendUp'), move(-1, true), 'Shift+ArrowUp', 'Shift+ArrowLeft'),
    shortcut(t('keys.extendDown'), move(1, true), 'Shift+ArrowDown', 'Shift+ArrowRight'),
    shortcut(t('keys.all'), () => { pages.select({ ...selection, chosen: order }); }, 'Ctrl+A'),
    shortcut(t('keys.moveUp'), reorder(-1), 'Alt+ArrowUp'),
    shortcut(t('keys.moveDown'), reorder(1), 'Alt+ArrowDown'),
    shortcut(t('keys.turnRight'), withChosen(ids => { acts.turn(ids, 1); }), 'R'),
    shortcut(t('keys.turnLeft'), withChosen(ids => { acts.turn(ids, -1); }), 'L'),
    shortcut(t('keys.rescan'), desk.rescan, 'F8'),
    shortcut(t('keys.remove'), withChosen(acts.remove), 'Delete'),
    shortcut(t('keys.undo'), acts.undo, 'Ctrl+Z'),
  ]);
}
