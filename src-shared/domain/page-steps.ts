import { z } from 'zod';

/**
 * Which steps a scanned side goes through. Each one writes what it has found into the page's recipe or sets the page aside; none
 * touches the original, and each can be undone on the desk.
 */
export const PageSteps = z.object({
  /** Upright by what is written on it. */
  orient: z.boolean(),
  straighten: z.boolean(),
  /** Cuts off what is not paper; punch holes and marks stay. */
  crop: z.boolean(),
  clearBackground: z.boolean(),
  /** Makes faint and small print crisper. */
  sharpen: z.boolean().default(false),
  /** Empty sides are kept and shown apart, never dropped. */
  setBlanksAside: z.boolean(),
  /** A sheet of A3 becomes its two halves. */
  splitA3: z.boolean(),
  /** Patch codes and barcode sheets begin the next material. */
  separators: z.boolean(),
});
export type PageSteps = z.infer<typeof PageSteps>;

export const pageStepNames = Object.keys(PageSteps.shape) as readonly (keyof PageSteps)[]; // `as`: Object.keys widens to string[]

/** A page stays exactly as it came. */
export const noSteps: PageSteps = { orient: false, straighten: false, crop: false, clearBackground: false, sharpen: false, setBlanksAside: false, splitA3: false, separators: false };

/** What acceptance demands of the optimised layer, and nothing that only a person should decide. */
export const defaultPageSteps: PageSteps = { orient: true, straighten: true, crop: true, clearBackground: false, sharpen: false, setBlanksAside: true, splitA3: false, separators: true };

/** What a sheet between two materials asks for. */
export const Separator = z.enum(['next-material', 'next-volume']);
export type Separator = z.infer<typeof Separator>;
