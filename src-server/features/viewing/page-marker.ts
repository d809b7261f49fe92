import type { PageSize } from '#shared/domain/viewing';

/** What each page says about who looks at it: name, unit, terminal, time, application number; the secrecy mark apart. */
export type PageMark = { readonly lines: readonly string[]; readonly secrecyMark: string };

export type PageMarker = {
  /** A JPEG of the page at this size with the visible mark in its pixels. */
  mark(optimisedJpeg: Uint8Array, mark: PageMark, size: PageSize): Promise<Buffer>;
  /** Decodes fully, within limits, turns upright and encodes a clean JPEG; throws `image.unreadable` or `image.too-large`. */
  optimise(originalJpeg: Uint8Array, rotation: 0 | 90 | 180 | 270): Promise<{ readonly jpeg: Buffer; readonly widthPx: number; readonly heightPx: number }>;
  close(): Promise<void>;
};
