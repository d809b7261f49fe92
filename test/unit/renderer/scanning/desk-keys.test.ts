import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { deskKeys, keyGroups, type DeskKey } from '../../../../src-renderer/features/scanning/desk-keys.ts';
import { createKeyRegistry } from '../../../../src-renderer/ui/key-registry.ts';

const table: readonly DeskKey[] = deskKeys;

test('no key means two things, and no act stands twice on the card', () => {
  const keys = table.flatMap(row => row.keys);
  expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  expect(new Set(table.map(({ act }) => act)).size).toBe(table.length);
  expect(new Set(table.map(({ group }) => group))).toEqual(new Set(keyGroups));
});

test('the keys that change tasks, show the card or lock stay free', () => {
  const taken = table.flatMap(row => row.keys).filter(key => key === '?' || /^Alt\+\d$/.test(key));
  expect(taken).toEqual([]);
});

test('whatever types in a field belongs to the field', () => {
  const ran: string[] = [];
  const registry = createKeyRegistry();
  registry.add(() => ({ group: '扫描', isInDialog: false, shortcuts: table.map(({ act, keys, worksInFields = false }) => ({ label: act, keys, worksInFields, run: () => { ran.push(act); } })) }));
  for (const name of table.flatMap(row => row.keys)) registry.press({ name, isInField: true, isInDialog: false, isOnControl: false });
  expect(ran.sort()).toEqual(table.filter(row => row.worksInFields).map(({ act }) => act).sort());
  for (const name of ['S', '<', '1', 'Enter', 'Delete', 'Home', 'ArrowLeft', 'Shift+ArrowRight', 'Ctrl+A', 'Ctrl+Z']) {
    expect([name, registry.press({ name, isInField: true, isInDialog: false, isOnControl: false })]).toEqual([name, false]);
  }
});

test.each(['zh-CN', 'en'])('each act and group has its words in %s', language => {
  const { keys } = JSON.parse(readFileSync(new URL(`../../../../assets/locales/${language}/scanning.json`, import.meta.url), 'utf8')) as { keys: { act: Record<string, string>; group: Record<string, string> } }; // `as`: our own file
  expect(Object.keys(keys.act).sort()).toEqual(table.map(({ act }) => act).sort());
  expect(Object.keys(keys.group).sort()).toEqual([...keyGroups].sort());
  expect(new Set(Object.values(keys.act)).size).toBe(table.length);
});
