import type { PageArea } from '#shared/domain/print-region';
import type { PageRecipe } from '#shared/domain/page-recipe';
import type { PageSize } from '#shared/domain/viewing';

/** The session in the grain of the page, which no eye sees: with which key, and as what. */
export type GrainMark = { readonly keyId: string; readonly secret: Uint8Array; readonly site: number; readonly serial: number };

/** What each page says about who looks at it: name, unit, terminal, time, application number; the secrecy mark apart. Without a session there is no grain. */
export type PageMark = { readonly lines: readonly string[]; readonly secrecyMark: string; readonly grain: GrainMark | null };

/** `print`: up to 330 dpi on A4, the secrecy mark left to the sheet. */
export type MarkSize = PageSize | 'print';

export type OptimisedImage = { readonly jpeg: Buffer; readonly widthPx: number; readonly heightPx: number };

/** Eight bits for each pixel from the top left on, deflated: as PDF takes them. */
export type GreyImage = { readonly bytes: Uint8Array; readonly widthPx: number; readonly heightPx: number };

/** What the image threads are asked. */
export type ImageTask =
  | { readonly kind: 'mark'; readonly jpeg: Uint8Array; readonly mark: PageMark; readonly size: MarkSize }
  /** Only these parts of the page, on white, marked for print. */
  | { readonly kind: 'excerpt'; readonly jpeg: Uint8Array; readonly mark: PageMark; readonly regions: readonly PageArea[] }
  | { readonly kind: 'optimise'; readonly original: Uint8Array; readonly recipe: PageRecipe }
  | { readonly kind: 'reduce'; readonly jpeg: Uint8Array }
  | { readonly kind: 'draw'; readonly svg: string };

/** Errors cross threads as codes: a class would not survive the way. */
export type ImageOutcome =
  | { readonly ok: true; readonly image: { readonly bytes: Uint8Array; readonly widthPx: number; readonly heightPx: number } }
  | { readonly ok: false; readonly code: 'image.unreadable' | 'image.too-large' | 'recipe.does-not-fit' };
