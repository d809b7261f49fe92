import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeKeyMessage, type KeyMessage } from '../../../src-shared/domain/key-message.ts';

const message: KeyMessage = {
  purpose: 'sign-in',
  suite: 'ecdsa-p256-sha256',
  serverId: '5e0c1a52-5b8e-4a52-8d3b-0d7d4e2a1f00',
  loginName: 'wang',
  nonce: new Uint8Array(32).fill(7),
  terminal: 'ab'.repeat(32),
};
const hexOf = (changes: Partial<KeyMessage> = {}): string => Buffer.from(encodeKeyMessage({ ...message, ...changes })).toString('hex');
const part = (text: string): string => `${text.length.toString(16).padStart(8, '0')}${Buffer.from(text).toString('hex')}`;

test('the bytes that a key signs are these and stay these: every key in use depends on them', () => {
  const expected = [part('DL-LOGIN-1'), part('ecdsa-p256-sha256'), part(message.serverId), part('wang'), `00000020${'07'.repeat(32)}`, part(message.terminal)];
  expect(hexOf()).toBe(expected.join(''));
});

test('a change of any part changes the bytes', () => {
  const changes: readonly Partial<KeyMessage>[] = [
    { purpose: 'confirm' }, { purpose: 'register' }, { suite: 'rsa-pss-sha256' }, { serverId: 'another' }, { loginName: 'li' }, { nonce: new Uint8Array(32) }, { terminal: '' },
  ];
  expect(new Set([hexOf(), ...changes.map(hexOf)]).size).toBe(changes.length + 1);
});

test('login names count without regard to case, blanks at the ends and form of writing', () => {
  expect(hexOf({ loginName: ' WANG ' })).toBe(hexOf());
  expect(hexOf({ loginName: 'e\u0301' })).toBe(hexOf({ loginName: '\u00e9' }));
});

test('moving a character from one part to the next makes another message', () => {
  const parts = fc.tuple(fc.string({ minLength: 1 }), fc.string());
  fc.assert(
    fc.property(parts, ([serverId, terminal]) => {
      expect(hexOf({ serverId, terminal })).not.toBe(hexOf({ serverId: serverId.slice(0, -1), terminal: serverId.slice(-1) + terminal }));
    }),
  );
});

test('text is UTF-8, for any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), terminal => {
      const utf8 = Buffer.from(terminal.replaceAll(/\p{Surrogate}/gu, '\uFFFD'));
      expect(hexOf({ terminal }).endsWith(utf8.toString('hex'))).toBe(true);
      expect(hexOf({ terminal }).length).toBe(hexOf({ terminal: '' }).length + 2 * utf8.length);
    }),
  );
});
