import type { PageSession } from './page-session.ts';

const modifierBits: Readonly<Record<string, number>> = { Alt: 1, Control: 2, Meta: 4, Shift: 8 };
/** Keys that are not a character: the number that Windows gave them, which the engine still goes by, and what they type. */
const namedKeys: Readonly<Record<string, { readonly code: number; readonly text?: string }>> = {
  Enter: { code: 13, text: '\r' }, Tab: { code: 9 }, Escape: { code: 27 }, Backspace: { code: 8 }, Delete: { code: 46 }, Insert: { code: 45 },
  Home: { code: 36 }, End: { code: 35 }, PageUp: { code: 33 }, PageDown: { code: 34 }, ArrowLeft: { code: 37 }, ArrowUp: { code: 38 },
  ArrowRight: { code: 39 }, ArrowDown: { code: 40 }, Space: { code: 32, text: ' ' }, F1: { code: 112 }, F2: { code: 113 }, F3: { code: 114 },
  F4: { code: 115 }, F5: { code: 116 }, F6: { code: 117 }, F7: { code: 118 }, F8: { code: 119 }, F9: { code: 120 }, F10: { code: 121 }, F11: { code: 122 }, F12: { code: 123 },
};

/** One key, with the modifiers before it: `Enter`, `Control+k`, `Control+Shift+I`. */
export async function pressKeys(page: PageSession, keys: string): Promise<void> {
  const parts = keys === '+' ? ['+'] : keys.split('+');
  const name = parts.at(-1) ?? '';
  const modifiers = parts.slice(0, -1).reduce((sum, modifier) => {
    const bit = modifierBits[modifier];
    if (bit === undefined) throw new Error(`unknown modifier ${modifier} in ${keys}`);
    return sum | bit;
  }, 0);
  const event = { modifiers, ...describeKey(name, keys, modifiers) };
  await page.send('Input.dispatchKeyEvent', { type: event.text === undefined ? 'rawKeyDown' : 'keyDown', ...event });
  await page.send('Input.dispatchKeyEvent', { type: 'keyUp', ...event, text: undefined });
}

function describeKey(name: string, keys: string, modifiers: number): { key: string; code: string; windowsVirtualKeyCode: number; text?: string } {
  const named = namedKeys[name];
  if (named) return { key: name === 'Space' ? ' ' : name, code: name, windowsVirtualKeyCode: named.code, ...(named.text === undefined ? {} : { text: named.text }) };
  if (name.length !== 1) throw new Error(`unknown key ${name} in ${keys}`);
  const upper = name.toUpperCase();
  const code = /[A-Z]/.test(upper) ? `Key${upper}` : /\d/.test(name) ? `Digit${name}` : '';
  // With Control, Alt or Meta nothing is typed.
  // Of letters and digits alone the number is that of their sign: a full stop would be Delete.
  return { key: name, code, windowsVirtualKeyCode: code === '' ? 0 : upper.charCodeAt(0), ...((modifiers & ~8) === 0 ? { text: name } : {}) };
}

export type Point = { readonly x: number; readonly y: number };

export async function clickAt(page: PageSession, { x, y }: Point, clickCount = 1): Promise<void> {
  await page.send('Input.dispatchMouseEvent', { type: 'mouseMoved', x, y });
  for (let click = 1; click <= clickCount; click += 1) {
    await page.send('Input.dispatchMouseEvent', { type: 'mousePressed', x, y, button: 'left', buttons: 1, clickCount: click });
    await page.send('Input.dispatchMouseEvent', { type: 'mouseReleased', x, y, button: 'left', buttons: 0, clickCount: click });
  }
}

/** Presses at one point, moves, and lets go at another; also carries a drag and drop of the page's own. */
export async function dragBetween(page: PageSession, from: Point, to: Point): Promise<void> {
  let carried: unknown;
  const stop = page.on('Input.dragIntercepted', (params) => { carried = (params as { data: unknown }).data; }); // `as`: the protocol's own shape
  await page.send('Input.setInterceptDrags', { enabled: true });
  try {
    await page.send('Input.dispatchMouseEvent', { type: 'mouseMoved', ...from });
    await page.send('Input.dispatchMouseEvent', { type: 'mousePressed', ...from, button: 'left', buttons: 1, clickCount: 1 });
    const steps = 8;
    for (let step = 1; step <= steps; step += 1) {
      const at = { x: from.x + ((to.x - from.x) * step) / steps, y: from.y + ((to.y - from.y) * step) / steps };
      if (carried === undefined) await page.send('Input.dispatchMouseEvent', { type: 'mouseMoved', ...at, button: 'left', buttons: 1 });
      else await page.send('Input.dispatchDragEvent', { type: step === steps ? 'dragOver' : 'dragEnter', ...at, data: carried as never }); // `as`: given back as it came
    }
    if (carried !== undefined) await page.send('Input.dispatchDragEvent', { type: 'drop', ...to, data: carried as never });
    await page.send('Input.dispatchMouseEvent', { type: 'mouseReleased', ...to, button: 'left', buttons: 0, clickCount: 1 });
  } finally {
    stop();
    await page.send('Input.setInterceptDrags', { enabled: false });
  }
}
