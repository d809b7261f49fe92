import type { ImageFormat } from '#shared/domain/image-facts';
import { readJpegStructure } from './jpeg-structure.ts';
import { readPngStructure } from './png-structure.ts';
import { hasArchiveAtEnd } from './stowaways.ts';
import { unknownStructure, type ImageStructure } from './structure.ts';

const signatures: readonly (readonly [ImageFormat, readonly number[]])[] = [
  ['jpeg', [0xff, 0xd8, 0xff]],
  ['png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['tiff', [0x49, 0x49, 0x2a, 0x00]],
  ['tiff', [0x4d, 0x4d, 0x00, 0x2a]],
  ['jpeg2000', [0x00, 0x00, 0x00, 0x0c, 0x6a, 0x50, 0x20, 0x20]],
  ['jpeg2000', [0xff, 0x4f, 0xff, 0x51]],
];

const endings: Readonly<Record<ImageFormat, readonly string[]>> = { jpeg: ['jpg', 'jpeg', 'jpe', 'jfif'], png: ['png'], tiff: ['tif', 'tiff'], jpeg2000: ['jp2', 'j2k', 'jpx', 'j2c'] };

export function formatOf(bytes: Uint8Array): ImageFormat | null {
  return signatures.find(([, signature]) => signature.every((byte, index) => bytes[index] === byte))?.[0] ?? null;
}

/** A name without an ending, or with one that is no image's (the page behind `#` of a split file), contradicts nothing. */
function hasWrongEnding(name: string, format: ImageFormat): boolean {
  const ending = /\.([a-z0-9]{1,5})$/i.exec(name)?.[1]?.toLowerCase();
  return ending !== undefined && !endings[format].includes(ending) && Object.values(endings).flat().includes(ending);
}

/** Reads headers and markers only, in time proportional to the size; throws on nothing. */
export function readStructure(bytes: Uint8Array, name: string): ImageStructure {
  if (bytes.length === 0) return { ...unknownStructure, problem: 'empty' };
  const format = formatOf(bytes);
  if (format === null) return { ...unknownStructure, problem: 'not-an-image' };
  const structure = structureOf(bytes, format);
  return hasWrongEnding(name, format) ? { ...structure, problem: 'wrong-ending' } : structure;
}

function structureOf(bytes: Uint8Array, format: ImageFormat): ImageStructure {
  switch (format) {
    case 'jpeg':
      return readJpegStructure(bytes);
    case 'png':
      return readPngStructure(bytes);
    case 'tiff':
    case 'jpeg2000':
      return { ...unknownStructure, format, problem: hasArchiveAtEnd(bytes) ? 'polyglot' : null };
  }
}
