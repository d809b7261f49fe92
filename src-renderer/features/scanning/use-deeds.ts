import type { Draft } from '#shared/domain/scanning';
import { classTreeId } from './class-picker.tsx';
import type { Desk } from './desk.ts';
import { asidePages, materialPages, separatedPages } from './material-pages.ts';
import { deinterleave, interleave, rearrangeChosen, reverse } from './page-orders.ts';
import { extendTo, moveChosen, selectOnly, step, type Selection } from './page-selection.ts';
import { nameFieldId } from './row-form.tsx';
import { isBusy } from './scan-run.ts';
import { canResume } from './use-scan.ts';
import type { DeskDeeds } from './use-desk-keys.ts';

export type DeskCommands = {
  readonly scan: (kind: 'stack' | 'rescan' | 'backs') => void;
  readonly file: () => void;
  readonly newMaterial: () => void;
  readonly openRows: () => void;
  readonly toggleSettings: () => void;
  readonly report: () => void;
};

type Parts = Omit<Desk, 'deeds'>;

/** What each key of the table does on this desk. */
export function describeDeeds(desk: Parts, commands: DeskCommands): DeskDeeds {
  return { ...scanDeeds(desk, commands), ...pageDeeds(desk), ...arrangeDeeds(desk), ...materialDeeds(desk, commands), ...viewDeeds(desk), ...rowDeeds(desk, commands) };
}

type Deeds<Names extends keyof DeskDeeds> = Pick<DeskDeeds, Names>;

function scanDeeds({ scan, draft }: Parts, commands: DeskCommands): Deeds<'scan' | 'goOn' | 'rescan' | 'scanBacks' | 'settings' | 'report'> {
  const scanOrStop = isBusy(scan.run) ? scan.stop : (): void => { commands.scan('stack'); };
  return {
    scan: scanOrStop,
    // Enter is the next thing to do: go on after a fault, else paper first, then its row. Filing asks for a key of its own.
    goOn: () => {
      if (canResume(scan)) scan.resume();
      else if (materialPages(draft).length === 0 && !isBusy(scan.run)) scanOrStop();
      else focusName();
    },
    report: commands.report,
    rescan: () => { commands.scan('rescan'); },
    scanBacks: () => { commands.scan('backs'); },
    settings: commands.toggleSettings,
  };
}

function pageDeeds({ pages: { order, selection, select, list } }: Parts): Deeds<'previous' | 'next' | 'first' | 'last' | 'extendUp' | 'extendDown' | 'extendToFirst' | 'extendToLast' | 'all' | 'odd' | 'even' | 'nextFlag'> {
  const go = (by: number, extend: boolean) => (): void => { select(step(selection, order, { by, extend })); };
  const end = (at: 0 | -1, extend: boolean) => (): void => {
    const id = order.at(at);
    if (id !== undefined) select(extend ? extendTo(selection, id, order) : selectOnly(id));
  };
  const everyOther = (from: 0 | 1) => (): void => {
    const chosen = order.filter((_id, index) => index % 2 === from);
    const [focus] = chosen;
    if (focus !== undefined) select({ focus, anchor: focus, chosen });
  };
  return {
    previous: go(-1, false),
    next: go(1, false),
    first: end(0, false),
    last: end(-1, false),
    extendUp: go(-1, true),
    extendDown: go(1, true),
    extendToFirst: end(0, true),
    extendToLast: end(-1, true),
    all: () => { select({ ...selection, chosen: order }); },
    odd: everyOther(0),
    even: everyOther(1),
    nextFlag: () => {
      const at = list.findIndex(({ id }) => id === selection.focus);
      const flagged = [...list.slice(at + 1), ...list.slice(0, at + 1)].find(({ flags }) => flags.length > 0);
      if (flagged) select(selectOnly(flagged.id));
    },
  };
}

type Chosen = Selection<Draft['pages'][number]['id']>['chosen'];

function arrangeDeeds({ pages: { order, selection }, draft, acts, typed, shaper, joining }: Parts): Deeds<'turnRight' | 'turnLeft' | 'turnOver' | 'shape' | 'joinBeside' | 'joinBelow' | 'moveUp' | 'moveDown' | 'reverse' | 'interleave' | 'deinterleave' | 'remove' | 'layAside' | 'bringBack' | 'undo' | 'redo'> {
  const withChosen = (act: (ids: Chosen) => void) => (): void => { if (selection.chosen.length > 0) act(selection.chosen); };
  const move = (by: 1 | -1) => withChosen(ids => { acts.reorder(moveChosen(order, ids, by)); });
  // One chosen page has no order: then all pages are meant.
  const arrange = (how: (ids: Chosen) => Chosen) => (): void => { if (order.length > 1) acts.reorder(rearrangeChosen(order, selection.chosen.length > 1 ? selection.chosen : order, how)); };
  // The two that are chosen, in the order of the material; of one alone the next one is the other.
  const join = (side: 'right' | 'below') => (): void => {
    const [one, other, ...more] = pairOf(order, selection.chosen);
    if (one !== undefined && other !== undefined && more.length === 0) joining.join(one, other, side);
  };
  const afterTyping = (act: () => void) => (): void => void typed.flush().then(act);
  return {
    turnRight: withChosen(ids => { acts.turn(ids, 1); }),
    turnLeft: withChosen(ids => { acts.turn(ids, -1); }),
    turnOver: withChosen(ids => { acts.turn(ids, 2); }),
    shape: shaper.toggle,
    joinBeside: join('right'),
    joinBelow: join('below'),
    moveUp: move(-1),
    moveDown: move(1),
    reverse: arrange(reverse),
    interleave: arrange(interleave),
    deinterleave: arrange(deinterleave),
    remove: withChosen(acts.remove),
    layAside: withChosen(ids => { acts.setAside(ids, true); }),
    bringBack: () => { bringBack(draft, acts); },
    undo: afterTyping(acts.undo),
    redo: afterTyping(acts.redo),
  };
}

function pairOf(order: Chosen, chosen: Chosen): Chosen {
  const inOrder = order.filter(id => chosen.includes(id));
  const [only] = inOrder;
  return inOrder.length === 1 && only !== undefined ? order.slice(order.indexOf(only), order.indexOf(only) + 2) : inOrder;
}

/** Blank sides first, all at once; what was deleted one by one. A separator sheet has done its work where it lies. */
function bringBack(draft: Draft, acts: Parts['acts']): void {
  const blanks = asidePages(draft).filter(({ separator }) => separator === null);
  const [newest] = draft.removedPages;
  if (blanks.length > 0) acts.setAside(blanks.map(({ id }) => id), false);
  else if (newest) acts.restore([newest.id]);
}

function materialDeeds({ drafts, draft, choose, pages, acts }: Parts, commands: DeskCommands): Deeds<'previousMaterial' | 'nextMaterial' | 'newMaterial' | 'split' | 'splitAtSeparators' | 'join' | 'toPrevious' | 'toNext' | 'allRows'> {
  const at = drafts.findIndex(({ id }) => id === draft.id);
  const neighbour = (by: 1 | -1, act: (other: Draft) => void) => (): void => {
    const other = drafts[at + by];
    if (other) act(other);
  };
  const { chosen } = pages.selection;
  const send = (other: Draft): void => { if (chosen.length > 0) acts.moveInto(chosen, other.id); };
  return {
    previousMaterial: neighbour(-1, other => { choose(other.id); }),
    nextMaterial: neighbour(1, other => { choose(other.id); }),
    newMaterial: commands.newMaterial,
    split: () => { if (pages.focused && pages.focused.id !== pages.order[0]) acts.split([pages.focused.id]); },
    splitAtSeparators: () => {
      const firsts = separatedPages(draft);
      if (firsts.length > 0) acts.split(firsts);
    },
    join: neighbour(-1, other => {
      acts.joinInto(other.id);
      choose(other.id);
    }),
    toPrevious: neighbour(-1, send),
    toNext: neighbour(1, send),
    allRows: commands.openRows,
  };
}

function viewDeeds({ view }: Parts): Deeds<'zoomIn' | 'zoomOut' | 'fitPage' | 'fitWidth' | 'paperSize' | 'panUp' | 'panDown' | 'panLeft' | 'panRight' | 'twoUp' | 'magnifier' | 'asScanned'> {
  return {
    zoomIn: () => { view.zoomBy(1); },
    zoomOut: () => { view.zoomBy(-1); },
    fitPage: () => { view.setZoom('page'); },
    fitWidth: () => { view.setZoom('width'); },
    paperSize: () => { view.setZoom(1); },
    panUp: () => { view.pan(0, -1); },
    panDown: () => { view.pan(0, 1); },
    panLeft: () => { view.pan(-1, 0); },
    panRight: () => { view.pan(1, 0); },
    twoUp: view.toggleTwoUp,
    magnifier: view.toggleMagnifier,
    asScanned: view.toggleAsScanned,
  };
}

function rowDeeds({ joining }: Parts, { file }: DeskCommands): Deeds<'form' | 'tree' | 'leaveField' | 'file'> {
  return {
    form: focusName,
    tree: () => document.getElementById(classTreeId)?.focus(),
    leaveField: () => {
      joining.cancel();
      leaveField();
    },
    file,
  };
}

/** From here on keys mean pages again. */
export function leaveField(): void {
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
}

function focusName(): void {
  document.getElementById(nameFieldId)?.focus();
}
