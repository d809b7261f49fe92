/** Fillers that scanners leave behind the end of an image. */
const maxFiller = 64 * 1024;
/** A few bytes of whatever kind: line ends, a checksum of the scanner. */
const maxTail = 64;

const webPages = ['<!doctype', '<html', '<script', '<svg', '<?php', '<body', '<iframe'];
/** A local file of a zip archive with a known version, a PDF, an ELF program. */
const binaries = ['PK\u0003\u0004', 'PK\u0005\u0006', '%PDF-', '\u007fELF', 'Rar!\u001a', "7z\u00bc\u00af'\u001c"].map(signature => Buffer.from(signature, 'latin1'));

const zipEnd = [0x50, 0x4b, 0x05, 0x06];
const zipEndLength = 22;
const maxZipComment = 0xffff;

/** Something that is no padding follows the end of the image. */
export function isStowaway(tail: Uint8Array): boolean {
  if (tail.length <= maxTail) return holdsForeignFormat(tail);
  return tail.length > maxFiller || tail.some(byte => byte !== 0x00 && byte !== 0xff);
}

/** A web page, an archive or a document inside a comment or a metadata segment, which another program would run or open. */
export function holdsForeignFormat(segment: Uint8Array): boolean {
  // Latin-1 maps each byte to one character, so that a search in the text is a search in the bytes.
  const characters = Buffer.from(segment.buffer, segment.byteOffset, segment.byteLength);
  if (binaries.some(signature => characters.includes(signature))) return true;
  const lower = characters.toString('latin1').toLowerCase();
  return webPages.some(opening => lower.includes(opening));
}

/** An archive is found from its end: the end record of a zip whose comment reaches exactly to the end of the file. */
export function hasArchiveAtEnd(bytes: Uint8Array): boolean {
  const first = Math.max(0, bytes.length - zipEndLength - maxZipComment);
  for (let at = bytes.length - zipEndLength; at >= first; at--) {
    if (zipEnd.some((byte, index) => bytes[at + index] !== byte)) continue;
    const commentLength = (bytes[at + 20] ?? 0) + 256 * (bytes[at + 21] ?? 0);
    if (at + zipEndLength + commentLength === bytes.length) return true;
  }
  return false;
}
