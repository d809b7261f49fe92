import { Script } from 'node:vm';
import { expect, test } from 'vitest';
import { parsePageMessage } from '../../../../src-main/host/page-messages.ts';
import { windowScriptSource } from '../../../../src-main/host/chromium/window-script-source.ts';

test('a call and the ready mark are understood', () => {
  expect(parsePageMessage('{"kind":"ready"}')).toEqual({ kind: 'ready' });
  expect(parsePageMessage('{"kind":"call","id":1,"name":"people.find","input":{"text":"王"}}')).toEqual({ kind: 'call', id: 1, name: 'people.find', input: { text: '王' } });
  expect(parsePageMessage('{"kind":"call","id":1,"name":"session.signOut"}')).toMatchObject({ kind: 'call', name: 'session.signOut' });
});

test.each([
  '', 'null', '[]', '7', '{', '{"kind":"other"}', '{"kind":"call"}', '{"kind":"call","id":"1","name":"x"}', '{"kind":"call","id":0,"name":"x"}',
  '{"kind":"call","id":1.5,"name":"x"}', '{"kind":"call","id":1,"name":7}', '{"kind":"ready","more":1}', `{"kind":"call","id":1,"name":"${'x'.repeat(201)}"}`,
])('anything else is not: %s', (text) => {
  expect(parsePageMessage(text)).toBeUndefined();
});

test('of a call that is too long only its number is read', () => {
  const text = JSON.stringify({ kind: 'call', id: 12, name: 'x', input: 'x'.repeat(9_000_000) });
  expect(parsePageMessage(text)).toEqual({ kind: 'oversized', id: 12 });
  expect(parsePageMessage('x'.repeat(9_000_000))).toBeUndefined();
});

test('the window script is one program that needs nothing from outside', () => {
  expect(() => new Script(windowScriptSource)).not.toThrow();
  expect(windowScriptSource).not.toMatch(/__vi_|__vite_|import\b|require\(/);
});
