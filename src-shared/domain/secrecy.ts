import { z } from 'zod';

/** 密级. Maxima of terms: secret 10, confidential 20, top-secret 30 years; an unmarked term means the maximum. */
export const SecrecyLevel = z.enum(['secret', 'confidential', 'top-secret']);
export type SecrecyLevel = z.infer<typeof SecrecyLevel>;

export const Secrecy = z.object({ level: SecrecyLevel, years: z.int().min(1).max(30) });
export type Secrecy = z.infer<typeof Secrecy>;

const levelNames: Readonly<Record<SecrecyLevel, string>> = { secret: '秘密', confidential: '机密', 'top-secret': '绝密' };
const levelOrder: readonly SecrecyLevel[] = ['secret', 'confidential', 'top-secret'];

/** Years; what is unmarked means the maximum. */
export const longestTerms: Readonly<Record<SecrecyLevel, number>> = { secret: 10, confidential: 20, 'top-secret': 30 };

/** `秘密★10年`: the mark that stands on every frame, page and list. */
export function formatSecrecyMark({ level, years }: Secrecy): string {
  return `${levelNames[level]}★${String(years)}年`;
}

/** A compilation takes the highest level and the longest term of its sources; without sources it is `秘密★10年`. */
export function combineSecrecy(sources: readonly Secrecy[]): Secrecy {
  if (sources.length === 0) return { level: 'secret', years: 10 };
  const level = levelOrder.findLast(candidate => sources.some(source => source.level === candidate)) ?? 'secret';
  return { level, years: Math.max(...sources.map(source => source.years)) };
}

/** Whether somebody cleared for `clearance` may know what is `level`. */
export function isWithinClearance(level: SecrecyLevel, clearance: SecrecyLevel): boolean {
  return levelOrder.indexOf(level) <= levelOrder.indexOf(clearance);
}

/** `clearance` and what lies below it. */
export function levelsWithin(clearance: SecrecyLevel): readonly SecrecyLevel[] {
  return levelOrder.slice(0, levelOrder.indexOf(clearance) + 1);
}
