export type { Field } from './field.ts';
export { drawForensicTile, type LumaTile } from './forensic-tile.ts';
export { deriveMarkKey, type MarkKey } from './mark-key.ts';
export { serialBytes, type MarkPayload } from './mark-message.ts';
export { createMarkReader, readingSize, readMark, type KnownPoints, type MarkReading } from './read-mark.ts';
export { chanceBound, likenessOf } from './compare-codes.ts';
