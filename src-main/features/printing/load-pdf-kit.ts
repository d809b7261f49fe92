import type * as kit from './pdf-kit.ts';

/** With the first print: it is large, and the start of the window must not wait for it. */
export const loadPdfKit = (): Promise<typeof kit> => import('./pdf-kit.ts');
