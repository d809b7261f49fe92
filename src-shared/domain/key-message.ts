import type { KeySuite } from './signing-key.ts';

/** What a signature is for; one made for one purpose is worth nothing for another. */
export type KeyPurpose = 'sign-in' | 'confirm' | 'register';

const tags: Readonly<Record<KeyPurpose, string>> = { 'sign-in': 'DL-LOGIN-1', confirm: 'DL-CONFIRM-1', register: 'DL-REGISTER-1' };

export type KeyMessage = {
  readonly purpose: KeyPurpose;
  readonly suite: KeySuite;
  readonly serverId: string;
  readonly loginName: string;
  readonly nonce: Uint8Array;
  /** Fingerprint of the certificate of the terminal at which the key is plugged in. */
  readonly terminal: string;
};

/**
 * The bytes that a key signs, the same at the terminal and at the data centre: each part behind its length (four bytes, big
 * end first), so that no two messages have the same bytes. Login names count without regard to case, as at sign-in.
 */
export function encodeKeyMessage({ purpose, suite, serverId, loginName, nonce, terminal }: KeyMessage): Uint8Array<ArrayBuffer> {
  const parts = [toUtf8(tags[purpose]), toUtf8(suite), toUtf8(serverId), toUtf8(loginName.trim().normalize('NFC').toLowerCase()), nonce, toUtf8(terminal)];
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + 4 + part.length, 0));
  const view = new DataView(bytes.buffer);
  let offset = 0;
  for (const part of parts) {
    view.setUint32(offset, part.length);
    bytes.set(part, offset + 4);
    offset += 4 + part.length;
  }
  return bytes;
}

/** This folder runs where no TextEncoder is promised. Half a surrogate pair has no UTF-8 and becomes the replacement character. */
function toUtf8(text: string): Uint8Array {
  const escaped = encodeURIComponent(text.replaceAll(/\p{Surrogate}/gu, '\uFFFD'));
  const codes = escaped.match(/%[0-9A-F]{2}|[^%]/g) ?? [];
  return Uint8Array.from(codes, code => (code.length === 3 ? Number.parseInt(code.slice(1), 16) : code.charCodeAt(0)));
}
