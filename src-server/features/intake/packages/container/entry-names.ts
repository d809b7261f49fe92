import { crc32 } from 'node:zlib';
import type { Entry } from 'yauzl';
import type { ContainerLimits } from '../limits.ts';
import { refuse } from '../package-refusal.ts';

const utf8Flag = 0x800;
const unicodePathField = 0x7075;
const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const strictGb18030 = new TextDecoder('gb18030', { fatal: true, ignoreBOM: true });

/**
 * Names without the UTF-8 flag are GBK on Windows and UTF-8 on macOS; a short name may be valid as both (联通 is the classic one), so
 * all of them decide together: UTF-8 only if every one is.
 */
export function decodeNames(entries: readonly Entry[]): readonly string[] {
  const unflagged = entries.filter(({ generalPurposeBitFlag }) => (generalPurposeBitFlag & utf8Flag) === 0);
  const decoder = unflagged.every(({ fileNameRaw }) => tryDecode(strictUtf8, fileNameRaw) !== undefined) ? strictUtf8 : strictGb18030;
  return entries.map(entry => {
    const name = tryDecode((entry.generalPurposeBitFlag & utf8Flag) === 0 ? decoder : strictUtf8, entry.fileNameRaw);
    return unicodePath(entry) ?? name ?? refuse('name-encoding');
  });
}

/** The UTF-8 name that Info-ZIP and some Windows packers write beside a local one; only if it was made for that one. */
function unicodePath({ extraFields, fileNameRaw }: Entry): string | undefined {
  const field = extraFields.find(({ id }) => id === unicodePathField)?.data;
  if (field === undefined || field.length < 6 || field.readUInt8(0) !== 1 || field.readUInt32LE(1) !== crc32(fileNameRaw)) return undefined;
  return tryDecode(strictUtf8, field.subarray(5));
}

function tryDecode(decoder: typeof strictUtf8, bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

/** Division slashes, big solidus, fullwidth and small forms: each looks like a separator and is none. */
const slashLookAlike = /[\u2044\u2215\u29f8\u2571\uff0f\u2216\u29f5\u29f9\ufe68\uff3c]/u;
/** Marks that turn the direction or have no width: `0101‮gpj.exe` is shown as `0101exe.jpg`. */
const hidden = /[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]/u;
/** One dot leader, ellipses, small, halfwidth, ideographic and fullwidth stop. */
const dotLookAlike = /[\u2024-\u2026\ufe52\uff61\u3002\uff0e]/gu;
const control = /[\u0000-\u001f\u007f-\u009f]/u;

/** Throws for whatever could lead out of the package or hide what it is. Nothing is mended: the whole package goes back. */
export function requireSafePath(path: string, limits: ContainerLimits): void {
  if (control.test(path)) refuse('path-disguised', { path: path.replace(new RegExp(control, 'gu'), '�') });
  if (path.includes('\\')) refuse('path-backslash', { path });
  if (slashLookAlike.test(path)) refuse('path-disguised', { path });
  if (hidden.test(path)) refuse('path-disguised', { path });
  if (path.startsWith('/') || path.includes(':')) refuse('absolute-path', { path });
  const segments = path.replace(/\/$/, '').split('/');
  if (segments.some(segment => isOnlyDots(segment))) refuse('path-traversal', { path });
  if (segments.length > limits.maxDepth) refuse('too-deep', { path, expected: String(limits.maxDepth), found: String(segments.length) });
}

// An ellipsis inside a name is harmless; a name of nothing but dots is a way up, whatever the dots are made of.
function isOnlyDots(segment: string): boolean {
  return segment.replace(dotLookAlike, '.').replace(/[.\s]/gu, '') === '';
}

/** What two names share that one file system or another takes for the same. */
export function collisionKey(path: string): string {
  return path.normalize('NFC').toLowerCase().replace(/[.\s]+(?=\/|$)/gu, '');
}
