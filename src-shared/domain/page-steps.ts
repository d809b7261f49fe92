import { z } from 'zod';

/** What is done to each side as it arrives. All of it can be taken back on the page; the original stays. */
export const PageSteps = z.object({
  /** Upright, also when it was fed sideways. */
  isTurned: z.boolean(),
  isStraightened: z.boolean(),
  /** Lid, glass and shadow around the paper; the paper itself stays whole, with its holes. */
  isCropped: z.boolean(),
  isBackgroundCleaned: z.boolean(),
  /** Blank sides are laid aside, never dropped. */
  areBlanksSetAside: z.boolean(),
  /** A3 sheets become two pages at their fold. */
  areHalvesSplit: z.boolean(),
  /** Patch and barcode sheets begin the next material. */
  areSeparatorsRead: z.boolean(),
});
export type PageSteps = z.infer<typeof PageSteps>;

/** What acceptance demands of the optimised layer, and nothing that only a person should decide. */
export const defaultPageSteps: PageSteps = {
  isTurned: true,
  isStraightened: true,
  isCropped: true,
  isBackgroundCleaned: false,
  areBlanksSetAside: true,
  areHalvesSplit: false,
  areSeparatorsRead: true,
};

/** Nothing at all: every side stays as the device delivered it. */
export const noPageSteps: PageSteps = {
  isTurned: false,
  isStraightened: false,
  isCropped: false,
  isBackgroundCleaned: false,
  areBlanksSetAside: false,
  areHalvesSplit: false,
  areSeparatorsRead: false,
};

/** What a sheet between two materials asks for. */
export const Separator = z.enum(['next-material', 'next-volume']);
export type Separator = z.infer<typeof Separator>;
