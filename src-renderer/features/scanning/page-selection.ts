/** Which pages are chosen in a strip: `focus` is the page shown large, `anchor` where a range began. */
export type Selection<Id extends string> = {
  readonly focus: Id | null;
  readonly anchor: Id | null;
  readonly chosen: readonly Id[];
};

export const nothingSelected: Selection<never> = { focus: null, anchor: null, chosen: [] };

export function selectOnly<Id extends string>(id: Id): Selection<Id> {
  return { focus: id, anchor: id, chosen: [id] };
}

/** Ctrl: adds or takes away one page; the last chosen page stays chosen. */
export function toggle<Id extends string>(selection: Selection<Id>, id: Id): Selection<Id> {
  if (!selection.chosen.includes(id)) return { focus: id, anchor: id, chosen: [...selection.chosen, id] };
  const chosen = selection.chosen.filter(other => other !== id);
  const last = chosen.at(-1);
  return last === undefined ? selectOnly(id) : { focus: last, anchor: last, chosen };
}

/** Shift: everything from the anchor to this page. */
export function extendTo<Id extends string>(selection: Selection<Id>, id: Id, order: readonly Id[]): Selection<Id> {
  const anchor = selection.anchor ?? id;
  const [from, to] = [order.indexOf(anchor), order.indexOf(id)];
  if (from < 0 || to < 0) return selectOnly(id);
  return { focus: id, anchor, chosen: order.slice(Math.min(from, to), Math.max(from, to) + 1) };
}

/** Arrow keys: the neighbour, stopping at both ends; with shift the range grows. */
export function step<Id extends string>(selection: Selection<Id>, order: readonly Id[], move: { readonly by: number; readonly extend: boolean }): Selection<Id> {
  const at = selection.focus === null ? -1 : order.indexOf(selection.focus);
  const next = order[Math.max(0, Math.min(order.length - 1, at + move.by))];
  if (next === undefined) return selection;
  return move.extend ? extendTo(selection, next, order) : selectOnly(next);
}

/**
 * Who looks at the last page sees each page that arrives behind it. Else only pages that still exist stay chosen.
 * When the focus has gone, the page that took its place is chosen, so that deleting
 * page after page needs no mouse.
 */
export function reconcile<Id extends string>(selection: Selection<Id>, before: readonly Id[], order: readonly Id[]): Selection<Id> {
  const newest = order.at(-1);
  if (newest !== undefined && hasGrown(before, order) && isLookingAt(selection, before.at(-1))) return selectOnly(newest);
  return keepChosen(selection, before, order);
}

function keepChosen<Id extends string>(selection: Selection<Id>, before: readonly Id[], order: readonly Id[]): Selection<Id> {
  const chosen = selection.chosen.filter(id => order.includes(id));
  if (selection.focus !== null && order.includes(selection.focus)) {
    const anchor = selection.anchor !== null && order.includes(selection.anchor) ? selection.anchor : selection.focus;
    return { focus: selection.focus, anchor, chosen: chosen.length > 0 ? chosen : [selection.focus] };
  }
  const place = selection.focus === null ? 0 : before.slice(0, Math.max(0, before.indexOf(selection.focus))).filter(id => order.includes(id)).length;
  const next = order[Math.min(place, order.length - 1)];
  return next === undefined ? nothingSelected : selectOnly(next);
}

function isLookingAt<Id extends string>({ focus, chosen }: Selection<Id>, page: Id | undefined): boolean {
  return focus === page && chosen.length === 1;
}

function hasGrown<Id extends string>(before: readonly Id[], order: readonly Id[]): boolean {
  return before.length > 0 && order.length > before.length && before.every((id, index) => id === order[index]);
}

/** Alt+arrows: the chosen pages move one place together and stay in their order; at an end they wait for each other. */
export function moveChosen<Id extends string>(order: readonly Id[], chosen: readonly Id[], by: 1 | -1): readonly Id[] {
  const moved = by === 1 ? [...order].reverse() : [...order];
  for (let index = 1; index < moved.length; index += 1) {
    const [before, here] = [moved[index - 1], moved[index]];
    if (before === undefined || here === undefined || !chosen.includes(here) || chosen.includes(before)) continue;
    moved[index - 1] = here;
    moved[index] = before;
  }
  return by === 1 ? moved.reverse() : moved;
}

/** Drag: the chosen pages land together before the page now at `index` (order.length: at the end). */
export function dropAt<Id extends string>(order: readonly Id[], chosen: readonly Id[], index: number): readonly Id[] {
  const isChosen = (id: Id): boolean => chosen.includes(id);
  return [...order.slice(0, index).filter(id => !isChosen(id)), ...order.filter(isChosen), ...order.slice(index).filter(id => !isChosen(id))];
}
