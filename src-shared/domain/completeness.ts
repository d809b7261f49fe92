import { z } from 'zod';

/** 查缺: one thing that a complete volume has. `points` are what its absence costs; a veto (单项否决) fails the volume whatever its score. */
export const CompletenessItem = z.object({
  code: z.string().min(1).max(40),
  state: z.enum(['present', 'missing', 'not-required', 'cannot-tell']),
  points: z.number().nonnegative(),
  isVeto: z.boolean(),
  /** What was found, or what is missed, in the field's words: years, titles. */
  detail: z.string().max(300),
});
export type CompletenessItem = z.infer<typeof CompletenessItem>;

/** Of 100 points; below 90 不合格, below 97 合格, from 97 优秀 (a city's published verdict rule). */
export const Completeness = z.object({
  score: z.number().min(0).max(100),
  verdict: z.enum(['failed', 'passed', 'excellent']),
  items: z.array(CompletenessItem).readonly(),
});
export type Completeness = z.infer<typeof Completeness>;
