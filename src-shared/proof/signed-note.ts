import { equalBytes, type Digest } from './digest.ts';

/** What a side brings so that notes can be read there: its own hashing, signatures and base64. */
export type NoteTools = {
  readonly sha256: Digest;
  /** Ed25519 over the UTF-8 bytes of the text. */
  readonly verify: (publicKey: Uint8Array, text: string, signature: Uint8Array) => boolean;
  readonly toBase64: (bytes: Uint8Array) => string;
  /** Undefined for anything that `toBase64` would have written otherwise. */
  readonly fromBase64: (text: string) => Uint8Array | undefined;
};

/** Whoever signs, by name. Written down it is the line `name+key id+base64` of C2SP signed notes. */
export type NoteKey = { readonly name: string; readonly publicKey: Uint8Array };

const ed25519 = 1;
const publicKeyLength = 32;
const signatureLength = 64;
const keyIdLength = 4;

export function writeNoteKey(tools: NoteTools, key: NoteKey): string {
  return `${key.name}+${toHex(keyIdOf(tools, key))}+${tools.toBase64(join(Uint8Array.of(ed25519), key.publicKey))}`;
}

export function readNoteKey(tools: NoteTools, text: string): NoteKey | undefined {
  const [, name, id, encoded] = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text.trim()) ?? [];
  const bytes = encoded === undefined ? undefined : tools.fromBase64(encoded);
  if (name === undefined || bytes?.length !== 1 + publicKeyLength || bytes[0] !== ed25519) return undefined;
  const key = { name, publicKey: bytes.slice(1) };
  return toHex(keyIdOf(tools, key)) === id ? key : undefined;
}

/** The text ends with a line end; the signature covers it whole. */
export function writeNote(tools: NoteTools, { key, text, signature }: { readonly key: NoteKey; readonly text: string; readonly signature: Uint8Array }): string {
  return `${text}\n— ${key.name} ${tools.toBase64(join(keyIdOf(tools, key), signature))}\n`;
}

/** The signed text of a note, if `key` has signed it. Signatures of others, witnesses for instance, are passed over. */
export function openNote(tools: NoteTools, key: NoteKey, note: string): string | undefined {
  const end = note.lastIndexOf('\n\n');
  if (end < 0) return undefined;
  const text = note.slice(0, end + 1);
  const signatures = note.slice(end + 2).split('\n').slice(0, -1);
  return signatures.some(line => isSignatureOf(tools, key, { line, text })) ? text : undefined;
}

function isSignatureOf(tools: NoteTools, key: NoteKey, { line, text }: { readonly line: string; readonly text: string }): boolean {
  const prefix = `— ${key.name} `;
  const bytes = line.startsWith(prefix) ? tools.fromBase64(line.slice(prefix.length)) : undefined;
  if (bytes?.length !== keyIdLength + signatureLength) return false;
  return equalBytes(bytes.slice(0, keyIdLength), keyIdOf(tools, key)) && tools.verify(key.publicKey, text, bytes.slice(keyIdLength));
}

function keyIdOf({ sha256 }: NoteTools, { name, publicKey }: NoteKey): Uint8Array {
  return sha256(`${name}\n`, Uint8Array.of(ed25519), publicKey).slice(0, keyIdLength);
}

function join(first: Uint8Array, second: Uint8Array): Uint8Array {
  const joined = new Uint8Array(first.length + second.length);
  joined.set(first);
  joined.set(second, first.length);
  return joined;
}

function toHex(bytes: Uint8Array): string {
  return [...bytes].map(byte => byte.toString(16).padStart(2, '0')).join('');
}
