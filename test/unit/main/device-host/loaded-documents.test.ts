import { expect, test } from 'vitest';
import { createLoadedDocuments } from '../../../../src-main/device-host/loaded-documents.ts';

const piece = (printJobId: string, offset: number, text: string): { printJobId: string; offset: number; bytes: Uint8Array } => ({ printJobId, offset, bytes: Buffer.from(text) });

test('a document is put together from its pieces, once', () => {
  const documents = createLoadedDocuments();
  documents.add(piece('a', 0, '%PDF'));
  documents.add(piece('b', 0, 'other'));
  documents.add(piece('a', 4, '-1.4'));
  expect(Buffer.from(documents.take('a')).toString()).toBe('%PDF-1.4');
  expect(() => documents.take('a')).toThrow('print.state-conflict');
});

test('a piece that does not fit on is refused, and a first piece begins anew', () => {
  const documents = createLoadedDocuments();
  expect(() => { documents.add(piece('a', 4, 'late')); }).toThrow('print.state-conflict');
  documents.add(piece('a', 0, 'torn off'));
  expect(() => { documents.add(piece('a', 3, 'twice')); }).toThrow('print.state-conflict');
  documents.add(piece('a', 0, 'again'));
  expect(Buffer.from(documents.take('a')).toString()).toBe('again');
});

test('an empty first piece lets go of what was loaded, and the oldest of many is given up', () => {
  const documents = createLoadedDocuments();
  documents.add(piece('a', 0, 'page'));
  documents.add(piece('a', 0, ''));
  expect(() => documents.take('a')).toThrow('print.state-conflict');
  for (const id of ['1', '2', '3', '4', '5']) documents.add(piece(id, 0, id));
  expect(() => documents.take('1')).toThrow('print.state-conflict');
  expect(Buffer.from(documents.take('5')).toString()).toBe('5');
});
