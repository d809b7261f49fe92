import { describe, expect, test, vi } from 'vitest';
import { createKeyRegistry, keyNameOf, type KeyLayer, type PressedKey } from '../../../../src-renderer/ui/key-registry.ts';

const press = (name: string, where: Partial<PressedKey> = {}): PressedKey => ({ name, isInField: false, isInDialog: false, isOnControl: false, ...where });
const aLayer = (keys: readonly string[], run: () => void, extra: Partial<KeyLayer> & { readonly worksInFields?: boolean } = {}): KeyLayer => ({
  group: extra.group ?? '阅读',
  isInDialog: extra.isInDialog ?? false,
  shortcuts: [{ keys, label: '下一页', run, worksInFields: extra.worksInFields ?? false }],
});

describe('shortcuts', () => {
  test('of the screen on top win over those below, and come back when it leaves', () => {
    const registry = createKeyRegistry();
    const [below, above] = [vi.fn(), vi.fn()];
    registry.add(() => aLayer(['R'], below));
    const remove = registry.add(() => aLayer(['R'], above));
    expect(registry.press(press('R'))).toBe(true);
    remove();
    registry.press(press('R'));
    expect([below.mock.calls.length, above.mock.calls.length]).toEqual([1, 1]);
  });

  test('leave letters to the field in which one types', () => {
    const registry = createKeyRegistry();
    const run = vi.fn();
    registry.add(() => aLayer(['D'], run));
    expect(registry.press(press('D', { isInField: true }))).toBe(false);
    registry.add(() => aLayer(['Alt+1'], run, { worksInFields: true }));
    expect(registry.press(press('Alt+1', { isInField: true }))).toBe(true);
  });

  test('of a screen rest while a dialog is open over it', () => {
    const registry = createKeyRegistry();
    const [screen, dialog] = [vi.fn(), vi.fn()];
    registry.add(() => aLayer(['+'], dialog, { isInDialog: true }));
    registry.add(() => aLayer(['+'], screen));
    registry.press(press('+', { isInDialog: true }));
    expect([screen.mock.calls.length, dialog.mock.calls.length]).toEqual([0, 1]);
  });

  test('leave Enter and space to the button that has the focus', () => {
    const registry = createKeyRegistry();
    registry.add(() => aLayer(['Enter', 'Space'], vi.fn()));
    expect(registry.press(press('Enter', { isOnControl: true }))).toBe(false);
    expect(registry.press(press('Enter'))).toBe(true);
  });

  test('are listed for the overlay; a screen without any is left out', () => {
    const registry = createKeyRegistry();
    registry.add(() => aLayer(['R'], vi.fn(), { group: '名册' }));
    registry.add(() => ({ group: '空', isInDialog: false, shortcuts: [] }));
    expect(registry.list().map(({ group }) => group)).toEqual(['名册']);
  });
});

test.each([
  [{ key: 'r' }, 'R'],
  [{ key: '+', shiftKey: true }, '+'],
  [{ key: '?', shiftKey: true }, '?'],
  [{ key: ' ' }, 'Space'],
  [{ key: 'ArrowUp', shiftKey: true }, 'Shift+ArrowUp'],
  [{ key: '1', altKey: true }, 'Alt+1'],
  [{ key: 's', metaKey: true }, 'Ctrl+S'],
])('the press %o is called %s', (event, name) => {
  expect(keyNameOf({ ctrlKey: false, altKey: false, metaKey: false, shiftKey: false, ...event })).toBe(name);
});
