import { createPublicKey, type KeyObject } from 'node:crypto';
import type { NoteKey } from '#shared/proof/signed-note';
import type { StagedImage, StagedRow, StagedVolume } from '#shared/domain/staged-volume';
import type { PackageFiles } from '../package-files.ts';
import { stagedPerson } from '../person-name.ts';
import { refuse } from '../package-refusal.ts';
import { openEnvelope, recipientId, type PackageKey } from './envelope.ts';
import { digestOf, openManifest, type Manifest, type SealedImage } from './manifest.ts';
import { envelopeName, manifestName, partContext, partName } from './part-names.ts';

/** What a data centre needs to receive sealed packages: its own key, and the keys of those whose packages it takes. */
export type SealedOpening = { readonly recipient: KeyObject; readonly trusted: () => Promise<readonly NoteKey[]> };

export type SealedVolume = { readonly staged: StagedVolume; readonly readImage: (path: string) => Promise<Buffer> };

export function isSealed({ files }: PackageFiles): boolean {
  return files.some(({ path }) => path === envelopeName);
}

/** Opens and proves the manifest; the images are proved one by one as they are read. Throws a `PackageRefusal` when it proves nothing. */
export async function openSealed(files: PackageFiles, opening: SealedOpening | undefined): Promise<SealedVolume> {
  if (opening === undefined) return refuse('sealed-not-accepted');
  const key = openEnvelope(await files.read(envelopeName), opening.recipient);
  if (!files.files.some(({ path }) => path === manifestName)) refuse('manifest-missing', { path: manifestName });
  const note = unlock(key, await files.read(manifestName), { context: manifestName, path: manifestName });
  const manifest = openManifest(note.toString('utf8'), await opening.trusted());
  const own = recipientId(createPublicKey(opening.recipient)).toString('hex');
  if (manifest.recipient !== own) refuse('sealed-for-another', { expected: own, found: manifest.recipient });
  requireAllParts(files, manifest);
  const images = new Map(manifest.images.map(image => [pathOf(image), image]));
  return {
    staged: stageManifest(manifest),
    readImage: async path => {
      const image = images.get(path);
      if (image === undefined) throw new Error('No such image in the sealed package.');
      return proveImage(unlock(key, await files.read(partName(image.part)), { context: partContext, path }), image, manifest);
    },
  };
}

/** A part too few is a lost page, one too many is something that nobody signed. */
function requireAllParts({ files }: PackageFiles, { images }: Manifest): void {
  const expected = new Set([envelopeName, manifestName, ...images.map(({ part }) => partName(part))]);
  const found = new Set(files.map(({ path }) => path));
  const isTwice = new Set(images.map(pathOf)).size < images.length || expected.size < images.length + 2;
  if (isTwice) refuse('manifest-differs', { path: manifestName, expected: String(new Set(images.map(pathOf)).size), found: String(images.length) });
  const missing = images.find(({ part }) => !found.has(partName(part)));
  if (missing !== undefined) refuse('missing-file', { path: pathOf(missing) });
  const extra = files.find(({ path }) => !expected.has(path));
  if (extra !== undefined) refuse('unlisted-file', { path: extra.path });
}

type Lock = { readonly context: string; readonly path: string };

function unlock(key: PackageKey, sealed: Buffer, { context, path }: Lock): Buffer {
  try {
    return key.open(sealed, context);
  } catch {
    return refuse('sealed-changed', { path });
  }
}

function proveImage(bytes: Buffer, image: SealedImage, { images }: Manifest): Buffer {
  const digest = digestOf(bytes);
  if (digest === image.digest) return bytes;
  const owner = images.find(other => other.digest === digest);
  if (owner !== undefined) refuse('page-swapped', { path: pathOf(image), found: pathOf(owner) });
  return refuse('digest-differs', { path: pathOf(image), expected: image.digest.slice(0, 16), found: digest.slice(0, 16) });
}

/** `original/4-1/02/0203.jpg`: the place of a page as a path, for reports; nothing of it stands in the package. */
function pathOf({ layer, classCode, sequence, page, ending }: SealedImage): string {
  return `${layer}/${classCode}/${String(sequence).padStart(2, '0')}${String(page).padStart(2, '0')}.${ending}`;
}

function stageManifest(manifest: Manifest): StagedVolume {
  return {
    format: 'sealed',
    persons: [stagedPerson('manifest', manifest.person)],
    secrecy: manifest.secrecy,
    rows: manifest.rows.map(stageRow),
    hasCatalogue: true,
    images: manifest.images.map(stageImage),
    strays: [],
    problems: [],
  };
}

function stageRow({ classCode, sequence, name, formedOn, pageCount, copies, remark }: Manifest['rows'][number], index: number): StagedRow {
  const raw = { rawClass: classCode, rawSequence: String(sequence), rawPageCount: String(pageCount) };
  return { source: `manifest 第 ${String(index + 1)} 条`, ...raw, classCode, sequence, name, formedOn, pageCount, copies, remark, heading: null };
}

function stageImage(image: SealedImage): StagedImage {
  const { layer, classCode, sequence, page, bytes, digest } = image;
  return { path: pathOf(image), layer, rawClass: classCode, classCode, folderName: null, sequence, page, isNameKnown: true, bytes, declaredDigest: { algorithm: 'sha256', value: digest } };
}
