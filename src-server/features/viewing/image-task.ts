import type { PageRecipe } from '#shared/domain/page-recipe';
import type { PageSize } from '#shared/domain/viewing';

/** What each page says about who looks at it: name, unit, terminal, time, application number; the secrecy mark apart. */
export type PageMark = { readonly lines: readonly string[]; readonly secrecyMark: string };

/** `print`: up to 300 dpi on A4, the secrecy mark left to the sheet. */
export type MarkSize = PageSize | 'print';

export type OptimisedImage = { readonly jpeg: Buffer; readonly widthPx: number; readonly heightPx: number };

/** What the image threads are asked. */
export type ImageTask =
  | { readonly kind: 'mark'; readonly jpeg: Uint8Array; readonly mark: PageMark; readonly size: MarkSize }
  | { readonly kind: 'optimise'; readonly original: Uint8Array; readonly recipe: PageRecipe }
  | { readonly kind: 'rasterise'; readonly svg: string };

/** Errors cross threads as codes: a class would not survive the way. */
export type ImageOutcome =
  | { readonly ok: true; readonly image: { readonly bytes: Uint8Array; readonly widthPx: number; readonly heightPx: number } }
  | { readonly ok: false; readonly code: 'image.unreadable' | 'image.too-large' | 'recipe.does-not-fit' };
