import type { ImageProblem } from '#shared/domain/image-facts';
import { readExif } from './exif.ts';
import { holdsForeignFormat, isStowaway } from './stowaways.ts';
import { unknownStructure, type ImageStructure } from './structure.ts';

/** A progressive page has ten scans; a thousand of them keep a decoder busy for minutes. */
export const maxScans = 100;
/** Metadata of one image; colour profiles of printers reach one megabyte. */
const maxMetadataBytes = 4 << 20;
const maxSegments = 2000;

const [soi, eoi, sos, com, app0, app1, app2, app15] = [0xd8, 0xd9, 0xda, 0xfe, 0xe0, 0xe1, 0xe2, 0xef];
/** SOF0 and SOF1 (baseline, extended), SOF2 (progressive); all others are lossless, hierarchical or arithmetic. */
const [baseline, extended, progressive] = [0xc0, 0xc1, 0xc2];

/** What sRGB profiles call themselves, in ASCII or UTF-16. */
const srgbNames = ['sRGB', 's\0R\0G\0B'];

type Walk = {
  -readonly [Key in keyof ImageStructure]: ImageStructure[Key];
} & { scans: number; segments: number; metadataBytes: number; hasFrame: boolean };

/**
 * Walks over the markers of a JPEG. The scans are not decoded: that a picture is whole is the decoder's to say, but where
 * the file ends, what hides in its segments and whether decoding it is safe is known from here.
 */
export function readJpegStructure(bytes: Uint8Array): ImageStructure {
  const walk: Walk = { ...unknownStructure, format: 'jpeg', scans: 0, segments: 0, metadataBytes: 0, hasFrame: false };
  const problem = walkMarkers(bytes, walk);
  const { scans: _scans, segments: _segments, metadataBytes: _metadataBytes, hasFrame: _hasFrame, ...structure } = walk;
  return { ...structure, problem };
}

function walkMarkers(bytes: Uint8Array, walk: Walk): ImageProblem | null {
  let at = 2;
  for (;;) {
    at = findMarker(bytes, at);
    const marker = bytes[at + 1];
    if (marker === undefined) return 'truncated';
    if (marker === eoi) return endProblem(bytes.subarray(at + 2), walk);
    at += 2;
    if (isBare(marker)) continue;
    const length = ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
    if (length < 2 || at + length > bytes.length) return 'truncated';
    const problem = readSegment(marker, bytes.subarray(at + 2, at + length), walk);
    if (problem) return problem;
    at += length;
  }
}

/** Restart markers and a stray start of image have no length. */
const isBare = (marker: number): boolean => (marker >= 0xd0 && marker <= soi) || marker === 0x01;

/** Position of the next marker's 0xFF; inside a scan, stuffed bytes (0xFF00) and fillers (0xFFFF) are passed over. */
function findMarker(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at !== -1; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1];
    if (next !== 0x00 && next !== 0xff) return at;
  }
  return bytes.length;
}

function endProblem(tail: Uint8Array, { hasFrame, scans }: Walk): ImageProblem | null {
  if (isStowaway(tail)) return 'polyglot';
  return hasFrame && scans > 0 ? null : 'truncated';
}

function readSegment(marker: number, content: Uint8Array, walk: Walk): ImageProblem | null {
  if (++walk.segments > maxSegments) return 'unsupported';
  if (marker === sos) return ++walk.scans > maxScans ? 'too-large' : null;
  if (marker === com || (marker >= app0 && marker <= app15)) return readMetadata(marker, content, walk);
  return isFrame(marker) ? readFrame(marker, content, walk) : null;
}

/** SOF0 to SOF15 without DHT (C4), JPG (C8) and DAC (CC). */
const isFrame = (marker: number): boolean => marker >= baseline && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

function readFrame(marker: number, content: Uint8Array, walk: Walk): ImageProblem | null {
  // Two frames are two pictures: which of them would a viewer show?
  if (walk.hasFrame || content.length < 6) return 'unsupported';
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
  walk.hasFrame = true;
  walk.bitsPerChannel = view.getUint8(0);
  walk.heightPx = view.getUint16(1);
  walk.widthPx = view.getUint16(3);
  walk.channels = view.getUint8(5);
  walk.isProgressive = marker === progressive;
  const isDecodable = [baseline, extended, progressive].includes(marker) && walk.bitsPerChannel === 8 && [1, 3, 4].includes(walk.channels);
  return isDecodable && walk.widthPx > 0 && walk.heightPx > 0 ? null : 'unsupported';
}

function readMetadata(marker: number, content: Uint8Array, walk: Walk): ImageProblem | null {
  walk.metadataBytes += content.length;
  if (walk.metadataBytes > maxMetadataBytes) return 'too-large';
  const opening = String.fromCharCode(...content.subarray(0, 6));
  if (marker === app0 && opening.startsWith('JFIF\0')) walk.dpi = readJfifDpi(content);
  if (marker === app1 && opening === 'Exif\0\0') {
    const { orientation, dpi } = readExif(content.subarray(6));
    walk.exifOrientation = orientation;
    walk.dpi ??= dpi;
  }
  // Binary profiles hold whatever bytes they like.
  const isProfile = marker === app2 && opening.startsWith('ICC_PR');
  // The name stands in the first part of a profile, which may come in several.
  if (isProfile && content[12] === 1) walk.hasForeignProfile = !srgbNames.some(name => Buffer.from(content).includes(name, 'latin1'));
  return !isProfile && holdsForeignFormat(content) ? 'polyglot' : null;
}

/** Null where the header gives an aspect ratio only. */
function readJfifDpi(content: Uint8Array): number | null {
  const density = ((content[8] ?? 0) << 8) | (content[9] ?? 0);
  const unit = content[7];
  if (unit !== 1 && unit !== 2) return null;
  return unit === 1 ? density : Math.round(density * 2.54);
}
