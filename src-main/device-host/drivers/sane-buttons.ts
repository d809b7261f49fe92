import type { SaneOption } from './sane-addon.ts';

/**
 * Buttons that ask for a scan, whatever the vendor meant to be done with it: "scan", "file", "email", "copy" (genesys, fujitsu, epjitsu),
 * "start", "button-3", "newfile" (canon_dr), "button-1" (pixma), "button 1" (plustek, avision). "stop", "power" and "cancel" are none.
 */
const buttonPattern = /^(scan|start|newfile|copy|pdf|file|ocr|e-?mail|print|save|extra|button[-_ ]?\d+)$/i;
/** pixma tells of its buttons only what it saw when this was last set. */
const updateName = 'button-update';

/** Nobody can set a sensor; it is read. */
const isButton = ({ name, type, isActive, isSettable }: SaneOption): boolean => isActive && !isSettable && (type === 'bool' || type === 'int') && buttonPattern.test(name);

export const hasButtons = (options: readonly SaneOption[]): boolean => options.some(isButton);

export function findButtonUpdate(options: readonly SaneOption[]): SaneOption | undefined {
  return options.find(({ name, type, isActive }) => name === updateName && type === 'button' && isActive);
}

/** Names of those that are down now; of some devices, that were pressed since they were last asked. */
export function pressedButtons(options: readonly SaneOption[]): readonly string[] {
  return options.filter(option => isButton(option) && (option.value === true || (typeof option.value === 'number' && option.value !== 0))).map(({ name }) => name);
}
