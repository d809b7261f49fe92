/** Groups of the card of keys, in its order. */
export const keyGroups = ['scan', 'pages', 'arrange', 'materials', 'view', 'row'] as const;
export type KeyGroup = (typeof keyGroups)[number];

export type DeskKey = { readonly act: string; readonly group: KeyGroup; readonly keys: readonly string[]; readonly worksInFields?: boolean };

/**
 * Every key of the scanning desk: the one place from which the keys work, the card of `?` is drawn and buttons know what to say.
 * The first key of each is the one that is shown. Full-width signs are what a Chinese input method types.
 */
export const deskKeys = [
  { act: 'scan', group: 'scan', keys: ['F9'], worksInFields: true },
  { act: 'goOn', group: 'scan', keys: ['Enter'] },
  { act: 'rescan', group: 'scan', keys: ['F8'], worksInFields: true },
  { act: 'scanBacks', group: 'scan', keys: ['Shift+F9'], worksInFields: true },
  { act: 'settings', group: 'scan', keys: ['F10'], worksInFields: true },
  { act: 'report', group: 'scan', keys: ['F6'], worksInFields: true },
  { act: 'previous', group: 'pages', keys: ['ArrowUp', 'ArrowLeft'] },
  { act: 'next', group: 'pages', keys: ['ArrowDown', 'ArrowRight'] },
  { act: 'first', group: 'pages', keys: ['Home'] },
  { act: 'last', group: 'pages', keys: ['End'] },
  { act: 'extendUp', group: 'pages', keys: ['Shift+ArrowUp', 'Shift+ArrowLeft'] },
  { act: 'extendDown', group: 'pages', keys: ['Shift+ArrowDown', 'Shift+ArrowRight'] },
  { act: 'extendToFirst', group: 'pages', keys: ['Shift+Home'] },
  { act: 'extendToLast', group: 'pages', keys: ['Shift+End'] },
  { act: 'all', group: 'pages', keys: ['Ctrl+A'] },
  { act: 'odd', group: 'pages', keys: ['[', '【'] },
  { act: 'even', group: 'pages', keys: [']', '】'] },
  { act: 'nextFlag', group: 'pages', keys: ['F7'], worksInFields: true },
  { act: 'turnRight', group: 'arrange', keys: ['R'] },
  { act: 'turnLeft', group: 'arrange', keys: ['L'] },
  { act: 'turnOver', group: 'arrange', keys: ['U'] },
  { act: 'shape', group: 'arrange', keys: ['C'] },
  { act: 'joinBeside', group: 'arrange', keys: ['G'] },
  { act: 'joinBelow', group: 'arrange', keys: ['H'] },
  { act: 'moveUp', group: 'arrange', keys: ['Alt+ArrowUp'] },
  { act: 'moveDown', group: 'arrange', keys: ['Alt+ArrowDown'] },
  { act: 'reverse', group: 'arrange', keys: ['V'] },
  { act: 'interleave', group: 'arrange', keys: ['I'] },
  { act: 'deinterleave', group: 'arrange', keys: ['K'] },
  { act: 'remove', group: 'arrange', keys: ['Delete'] },
  { act: 'layAside', group: 'arrange', keys: ['A'] },
  { act: 'bringBack', group: 'arrange', keys: ['B'] },
  { act: 'undo', group: 'arrange', keys: ['Ctrl+Z'] },
  { act: 'redo', group: 'arrange', keys: ['Ctrl+Y'] },
  { act: 'previousMaterial', group: 'materials', keys: ['Ctrl+ArrowLeft', 'Ctrl+ArrowUp'] },
  { act: 'nextMaterial', group: 'materials', keys: ['Ctrl+ArrowRight', 'Ctrl+ArrowDown'] },
  { act: 'newMaterial', group: 'materials', keys: ['N'] },
  { act: 'split', group: 'materials', keys: ['S'] },
  { act: 'splitAtSeparators', group: 'materials', keys: ['P'] },
  { act: 'join', group: 'materials', keys: ['J'] },
  { act: 'toPrevious', group: 'materials', keys: ['<', '《'] },
  { act: 'toNext', group: 'materials', keys: ['>', '》'] },
  { act: 'allRows', group: 'materials', keys: ['F2'], worksInFields: true },
  { act: 'zoomIn', group: 'view', keys: ['+', '='] },
  { act: 'zoomOut', group: 'view', keys: ['-'] },
  { act: 'fitPage', group: 'view', keys: ['0'] },
  { act: 'fitWidth', group: 'view', keys: ['W'] },
  { act: 'paperSize', group: 'view', keys: ['1'] },
  { act: 'panUp', group: 'view', keys: ['PageUp'] },
  { act: 'panDown', group: 'view', keys: ['PageDown'] },
  { act: 'panLeft', group: 'view', keys: ['Shift+PageUp'] },
  { act: 'panRight', group: 'view', keys: ['Shift+PageDown'] },
  { act: 'twoUp', group: 'view', keys: ['D'] },
  { act: 'magnifier', group: 'view', keys: ['M'] },
  { act: 'asScanned', group: 'view', keys: ['O'] },
  { act: 'form', group: 'row', keys: ['F4'], worksInFields: true },
  { act: 'tree', group: 'row', keys: ['F3'], worksInFields: true },
  { act: 'leaveField', group: 'row', keys: ['Escape'], worksInFields: true },
  { act: 'file', group: 'row', keys: ['Ctrl+Enter'], worksInFields: true },
] as const satisfies readonly DeskKey[];

export type DeskAct = (typeof deskKeys)[number]['act'];

/** The key that is shown beside a button. */
export function shownKeyOf(act: DeskAct): string {
  return deskKeys.find(key => key.act === act)?.keys[0] ?? '';
}
