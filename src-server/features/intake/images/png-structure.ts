import type { ImageProblem } from '#shared/domain/image-facts';
import { holdsForeignFormat, isStowaway } from './stowaways.ts';
import { unknownStructure, type ImageStructure } from './structure.ts';

const maxChunks = 20_000;
const channelsOfType: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 3, 4: 2, 6: 4 };
const animation = 'acTL';
const texts = ['tEXt', 'iTXt', 'eXIf'];

/** Walks over the chunks; the checksums are the decoder's to prove. */
export function readPngStructure(bytes: Uint8Array): ImageStructure {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let structure: ImageStructure = { ...unknownStructure, format: 'png' };
  const failed = (problem: ImageProblem): ImageStructure => ({ ...structure, problem });
  let at = 8;
  for (let count = 0; count < maxChunks; count++) {
    if (at + 12 > bytes.length) return failed('truncated');
    const length = view.getUint32(at);
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    const end = at + 12 + length;
    if (end > bytes.length) return failed('truncated');
    const content = bytes.subarray(at + 8, at + 8 + length);
    structure = readChunk(type, content, structure);
    if (type === 'IEND') return isStowaway(bytes.subarray(end)) ? failed('polyglot') : structure;
    if (type === animation) return failed('unsupported');
    if (texts.includes(type) && holdsForeignFormat(content)) return failed('polyglot');
    at = end;
  }
  return failed('unsupported');
}

function readChunk(type: string, content: Uint8Array, structure: ImageStructure): ImageStructure {
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
  if (type === 'IHDR' && content.length >= 13) {
    const bitsPerChannel = content[9] === 3 ? 8 : (content[8] ?? 0);
    return { ...structure, widthPx: view.getUint32(0), heightPx: view.getUint32(4), bitsPerChannel, channels: channelsOfType[content[9] ?? 0] ?? 0 };
  }
  // Unit 1 is the metre.
  if (type === 'pHYs' && content.length >= 9 && content[8] === 1) return { ...structure, dpi: Math.round(view.getUint32(0) * 0.0254) };
  return structure;
}
