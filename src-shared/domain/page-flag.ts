import { z } from 'zod';

/** What may be wrong with a sheet, told while it still lies on the desk. A flag asks for a look; it keeps nothing from being filed. */
export const pageFlagKinds = [
  'blurred',
  /** Ink is hardly darker than the paper. */
  'faint',
  /** `edges`: through which content goes on. */
  'cut-edge',
  'too-dark',
  'too-bright',
  /** `dpi` found, `least` expected. */
  'wrong-dpi',
  /** `count` of stripes from top to bottom. */
  'stripe',
  /** `lengthMm` against what is usual in this stack, `usualMm`. */
  'double-feed',
  /** `page`: the number of the page that it resembles, at the time it was found. */
  'near-duplicate',
  /** Which way is up could not be told. */
  'turn-unsure',
  /** The scan could not be worked on: it is kept and filed as it is. */
  'not-worked',
] as const;
export type PageFlagKind = (typeof pageFlagKinds)[number];

export const PageFlag = z.object({ kind: z.enum(pageFlagKinds), params: z.record(z.string().max(40), z.union([z.string().max(200), z.number()])) });
export type PageFlag = z.infer<typeof PageFlag>;
