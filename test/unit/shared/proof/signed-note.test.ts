import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readCheckpoint, writeCheckpoint, type Checkpoint } from '../../../../src-shared/proof/checkpoint.ts';
import { openNote, readNoteKey, writeNote, writeNoteKey, type NoteKey } from '../../../../src-shared/proof/signed-note.ts';
import { noteTools } from '../../../../src-server/verify/proof-tools.ts';

const pair = generateKeyPairSync('ed25519');
const key: NoteKey = { name: 'danglian-test', publicKey: Buffer.from(pair.publicKey.export({ format: 'jwk' }).x!, 'base64url') };
const signed = (text: string): string => writeNote(noteTools, { key, text, signature: sign(null, Buffer.from(text), pair.privateKey) });
const checkpoint: Checkpoint = { origin: key.name, size: 1234, root: new Uint8Array(32).fill(7), chain: new Uint8Array(32).fill(9), suite: 'sha256', at: '2026-11-22T08:00:00.000Z' };

test('the published example of a signed note is read, and its key', () => {
  // From C2SP signed-note and golang.org/x/mod/sumdb/note.
  const published = readNoteKey(noteTools, 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW');
  const text = 'If you think cryptography is the answer to your problem,\nthen you don\'t know what your problem is.\n';
  const note = `${text}\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n`;
  expect(openNote(noteTools, published!, note)).toBe(text);
  expect(openNote(noteTools, published!, note.replace('answer', 'Answer'))).toBeUndefined();
});

test('a checkpoint comes back as it was signed', () => {
  const note = signed(writeCheckpoint(noteTools, checkpoint));
  const read = readCheckpoint(noteTools, openNote(noteTools, key, note)!);
  expect(writeCheckpoint(noteTools, read!)).toBe(writeCheckpoint(noteTools, checkpoint));
  const readKey = readNoteKey(noteTools, writeNoteKey(noteTools, key))!;
  expect([readKey.name, Buffer.compare(readKey.publicKey, key.publicKey)]).toEqual([key.name, 0]);
});

test('a note with any character changed is not believed', () => {
  const note = signed(writeCheckpoint(noteTools, checkpoint));
  fc.assert(
    fc.property(fc.nat({ max: note.length - 1 }), fc.constantFrom('A', '0', '\n', ' ', '+'), (at, character) => {
      const changed = `${note.slice(0, at)}${character}${note.slice(at + 1)}`;
      return changed === note || openNote(noteTools, key, changed) === undefined;
    }),
    { numRuns: 500 },
  );
});

test('another key of the same name does not sign for it', () => {
  const other = generateKeyPairSync('ed25519');
  const text = writeCheckpoint(noteTools, checkpoint);
  const forged = writeNote(noteTools, { key, text, signature: sign(null, Buffer.from(text), createPrivateKey(other.privateKey.export({ format: 'pem', type: 'pkcs8' }))) });
  expect(openNote(noteTools, key, forged)).toBeUndefined();
});

test.each(['', 'x', 'danglian-test\n-1\n', 'danglian-test\n01\nAA==\nchain AA==\nsuite sha256\ntime 2026-11-22T08:00:00Z\n'])('%j is no checkpoint', text => {
  expect(readCheckpoint(noteTools, text)).toBeUndefined();
});
