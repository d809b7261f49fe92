// Functions that run inside the page, sent there as text: each uses nothing from outside its own braces.

export type Spot =
  | { readonly state: 'ready'; readonly index: number; readonly x: number; readonly y: number }
  | { readonly state: 'missing' | 'hidden' | 'disabled' | 'moving' | 'covered'; readonly detail: string };

/** Elements by CSS selector, of these the ones with this text. */
export function findBySelector(selector: string, text: string | null, root: string): readonly Element[] {
  const squeeze = (value: string): string => value.replace(/\s+/g, '');
  const scope = [...document.querySelectorAll(root)];
  const found = scope.flatMap((part) => [...part.querySelectorAll(selector)]);
  if (text === null) return found;
  const wanted = squeeze(text);
  const exact = found.filter((element) => squeeze(element.textContent) === wanted);
  return exact.length > 0 ? exact : found.filter((element) => squeeze(element.textContent).includes(wanted));
}

/** The innermost elements with this text; whole texts come before parts of texts. */
export function findByText(text: string, root: string): readonly Element[] {
  const squeeze = (value: string): string => value.replace(/\s+/g, '');
  const wanted = squeeze(text);
  const all = [...document.querySelectorAll(root)]
    .flatMap((part) => [part, ...part.querySelectorAll('*')])
    .filter((element) => !(element instanceof HTMLScriptElement || element instanceof HTMLStyleElement) && squeeze(element.textContent).includes(wanted));
  const innermost = all.filter((element) => ![...element.children].some((child) => squeeze(child.textContent).includes(wanted)));
  const exact = innermost.filter((element) => squeeze(element.textContent) === wanted);
  return exact.length > 0 ? exact : innermost;
}

export function isWithin(elements: readonly Element[], root: string): readonly boolean[] {
  return elements.map((element) => element.closest(root) !== null);
}

/** The first of the elements that a person could click now, scrolled into view; else why the most promising one cannot be. */
export async function findSpot(elements: readonly Element[], needsInput: boolean): Promise<Spot> {
  const order = ['missing', 'hidden', 'disabled', 'moving', 'covered'];
  const describe = (element: Element): string => `<${element.tagName.toLowerCase()}${element.id ? `#${element.id}` : ''} class="${element.getAttribute('class') ?? ''}">`;
  const nextFrame = (): Promise<void> => new Promise((resolve) => {
    const late = setTimeout(resolve, 100); // a hidden window draws no frames
    requestAnimationFrame(() => { clearTimeout(late); resolve(); });
  });
  // Component libraries lay an invisible field over or beside what is seen; a person clicks what is seen.
  const visiblePart = (element: Element): Element => {
    const { width, height } = element.getBoundingClientRect();
    return width < 2 || height < 2 ? (element.closest('label') ?? element) : element;
  };
  const isDisabled = (element: Element): boolean =>
    element.matches(':disabled, [aria-disabled="true"], [aria-disabled="true"] *') || (needsInput && element.matches(':read-only:not([role="combobox"])') && element.matches('input, textarea'));
  const belongsTogether = (element: Element, hit: Element): boolean =>
    element.contains(hit) || (element.closest('label, .ant-select, .ant-picker, .ant-input-affix-wrapper, .ant-segmented-item')?.contains(hit) ?? false);

  const comeToRest = async (part: Element): Promise<DOMRect | undefined> => {
    const { top, left, bottom, right } = part.getBoundingClientRect();
    if (top < 0 || left < 0 || bottom > innerHeight || right > innerWidth) part.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
    const before = part.getBoundingClientRect();
    await nextFrame();
    const after = part.getBoundingClientRect();
    const isAtRest = Math.abs(before.x - after.x) < 0.5 && Math.abs(before.y - after.y) < 0.5 && before.width === after.width;
    return isAtRest ? after : undefined;
  };
  const look = async (element: Element, index: number): Promise<Spot> => {
    const part = visiblePart(element);
    const { width, height } = part.getBoundingClientRect();
    if (!part.checkVisibility({ visibilityProperty: true }) || width < 1 || height < 1) return { state: 'hidden', detail: describe(element) };
    if (isDisabled(element)) return { state: 'disabled', detail: describe(element) };
    const box = await comeToRest(part);
    if (!box) return { state: 'moving', detail: describe(element) };
    const x = (Math.max(box.left, 0) + Math.min(box.right, innerWidth)) / 2;
    const y = (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2;
    const hit = document.elementFromPoint(x, y);
    if (hit && belongsTogether(element, hit)) return { state: 'ready', index, x, y };
    return { state: 'covered', detail: `${describe(element)} by ${hit ? describe(hit) : 'nothing'}` };
  };

  let best: Spot = { state: 'missing', detail: '' };
  for (const [index, element] of elements.entries()) {
    const spot = await look(element, index);
    if (spot.state === 'ready') return spot;
    if (order.indexOf(spot.state) > order.indexOf(best.state)) best = spot;
  }
  return best;
}

export function countVisible(elements: readonly Element[]): number {
  return elements.filter((element) => {
    const part = element.getBoundingClientRect().width < 2 ? (element.closest('label') ?? element) : element;
    return part.checkVisibility({ visibilityProperty: true }) && part.getBoundingClientRect().width > 0;
  }).length;
}

/** Puts the cursor into the field and marks all that is in it, so that typing replaces it. */
export function selectContent(elements: readonly Element[], index: number): void {
  const field = elements[index];
  if (!(field instanceof HTMLElement)) throw new Error('not a field');
  field.focus();
  if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) field.select();
  else getSelection()?.selectAllChildren(field);
}

export function readValues(elements: readonly Element[]): readonly string[] {
  return elements.map((element) =>
    element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement || element instanceof HTMLSelectElement ? element.value : element.textContent,
  );
}

/** What a person would see, for the message of a failed wait. */
export function describePage(): string {
  const names = (selector: string): string =>
    [...document.querySelectorAll(selector)]
      .filter((element) => element.checkVisibility({ visibilityProperty: true }))
      .map((element) => (element.getAttribute('aria-label') ?? (element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : undefined) ?? element.getAttribute('placeholder') ?? element.textContent).trim().replace(/\s+/g, ' ').slice(0, 40))
      .slice(0, 40)
      .join(' | ');
  const text = document.body.innerText.replace(/\s+/g, ' ').slice(0, 1200);
  return `title: ${document.title}\nbuttons: ${names('button, [role="button"]')}\nfields: ${names('input, textarea, [role="combobox"]')}\ntext: ${text}`;
}
