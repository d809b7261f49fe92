import type { SaneScanner } from './sane-addon.ts';
import { findButtonUpdate, pressedButtons } from './sane-buttons.ts';

/** Looks at the buttons of one opened device. True once for each press. */
export type ButtonLook = () => Promise<boolean>;

/** What was pressed before the first look was meant for nobody. */
export function watchButtons(scanner: Pick<SaneScanner, 'options' | 'set'>): ButtonLook {
  let before: readonly string[] | undefined;
  let updateIndex: number | undefined;
  return async () => {
    if (updateIndex !== undefined) await scanner.set(updateIndex, true);
    const options = await scanner.options();
    updateIndex ??= findButtonUpdate(options)?.index;
    const pressed = pressedButtons(options);
    const isNew = before !== undefined && pressed.some(name => before?.includes(name) === false);
    before = pressed;
    return isNew;
  };
}
