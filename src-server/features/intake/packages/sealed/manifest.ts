import { createHash } from 'node:crypto';
import { z } from 'zod';
import { ClassCode } from '#shared/domain/catalogue';
import { Gender } from '#shared/domain/person';
import { Secrecy } from '#shared/domain/secrecy';
import { canonicalJson } from '#shared/proof/canonical-json';
import { addLeaf, emptyFrontier, leafHash, rootOf } from '#shared/proof/merkle-tree';
import { openNote, writeNote, type NoteKey } from '#shared/proof/signed-note';
import { createDigest, noteTools } from '../../../../verify/proof-tools.ts';
import { refuse } from '../package-refusal.ts';
import { manifestName } from './part-names.ts';

const Text = z.string().max(2000);
const Digest = z.string().regex(/^[0-9a-f]{64}$/);

const SealedPerson = z.strictObject({
  name: Text, idNumber: Text.nullable(), archiveNumber: Text.nullable(), gender: Gender.nullable(), bornOn: Text.nullable(), ethnicity: Text.nullable(), nativePlace: Text.nullable(),
  politicalStatus: Text.nullable(), workStartedOn: Text.nullable(), unitName: Text.nullable(), post: Text.nullable(),
});

const SealedRow = z.strictObject({
  classCode: ClassCode, sequence: z.int().positive(), name: Text, formedOn: z.string().regex(/^\d{0,8}$/), pageCount: z.int().nonnegative(), copies: z.int().nonnegative().nullable(), remark: Text,
});

/** One layer of one page: `part` is its number in the package, digest and size are those of the image itself. */
const SealedImage = z.strictObject({
  part: z.int().positive(), layer: z.enum(['original', 'optimised']), classCode: ClassCode, sequence: z.int().positive(), page: z.int().positive(),
  ending: z.enum(['jpg', 'png', 'tif', 'jp2']), bytes: z.int().nonnegative(), digest: Digest,
});
export type SealedImage = z.infer<typeof SealedImage>;

export const Manifest = z.strictObject({
  format: z.literal('danglian-package'),
  version: z.literal(1),
  /** 32 hex digits that bind the parts of one package together. */
  id: z.string().regex(/^[0-9a-f]{32}$/),
  /** ISO 8601, by the clock of the sender. */
  madeAt: z.iso.datetime(),
  /** Whom it was sealed for: nobody can hand a signed package on under another envelope. */
  recipient: z.string().regex(/^[0-9a-f]{16}$/),
  person: SealedPerson,
  secrecy: Secrecy,
  rows: z.array(SealedRow).max(20_000).readonly(),
  images: z.array(SealedImage).max(60_000).readonly(),
  /** Root of the tree (RFC 6962) whose leaves are the images' entries in canonical JSON, in this order. */
  root: Digest,
});
export type Manifest = z.infer<typeof Manifest>;

/** Signs notes: a data centre that hands a volume on. */
export type NoteSigner = { readonly key: NoteKey; readonly sign: (text: string) => Promise<Uint8Array> };

const sha256 = createDigest('sha256');

export function imagesRoot(images: readonly SealedImage[]): string {
  const frontier = images.reduce((grown, image) => addLeaf(sha256, grown, leafHash(sha256, canonicalJson(image))).frontier, emptyFrontier);
  return Buffer.from(rootOf(sha256, frontier)).toString('hex');
}

export function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** The manifest as a signed note: one line of canonical JSON, an empty line, the signature. */
export async function signManifest(manifest: Manifest, signer: NoteSigner): Promise<string> {
  const text = `${canonicalJson(manifest)}\n`;
  return writeNote(noteTools, { key: signer.key, text, signature: await signer.sign(text) });
}

/** Throws a `PackageRefusal` when nobody who is trusted signed it, or its own parts contradict each other. */
export function openManifest(note: string, trusted: readonly NoteKey[]): Manifest {
  const text = trusted.map(key => openNote(noteTools, key, note)).find(each => each !== undefined);
  if (text === undefined) refuse('signature-invalid', { path: manifestName, found: /^— (\S{1,80}) /m.exec(note.slice(note.lastIndexOf('\n\n') + 2))?.[1] ?? '' });
  const parsed = Manifest.safeParse(parseJson(text));
  if (!parsed.success) refuse('manifest-differs', { path: manifestName, expected: 'danglian-package 1', found: parsed.error.issues[0]?.path.join('.').slice(0, 100) ?? '' });
  const { images, root } = parsed.data;
  const found = imagesRoot(images);
  if (found !== root) refuse('manifest-differs', { path: manifestName, expected: root.slice(0, 16), found: found.slice(0, 16) });
  return parsed.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return refuse('manifest-differs', { path: manifestName, expected: 'JSON' });
  }
}
