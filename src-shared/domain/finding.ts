import { z } from 'zod';
import { ClassCode } from './catalogue.ts';

/** The import checks of the field (domain facts, section 2), by the number that defect sheets print. */
export const ruleIds = [
  'P01', 'P02', 'P03', 'P04', 'P05', 'P06',
  'C01', 'C02', 'C03', 'C04', 'C05', 'C06', 'C07', 'C08', 'C09', 'C10',
  'M01', 'M02', 'M03', 'M04', 'M05', 'M06',
  'G01', 'G02', 'G03', 'G04', 'G05', 'G06', 'G07', 'G08', 'G09', 'G10', 'G11', 'G12', 'G13', 'G14',
  'S01', 'S02',
] as const;
export const RuleId = z.enum(ruleIds);
export type RuleId = z.infer<typeof RuleId>;

/** block: the volume cannot be accepted (不合格). warn: a person must look (需人工确认). info: told, nothing asked.. */
export const Severity = z.enum(['block', 'warn', 'info']);
export type Severity = z.infer<typeof Severity>;

/** Where: as far as it is known. `page` without `sequence` never occurs. */
export const Place = z.object({
  classCode: ClassCode.nullable().default(null),
  sequence: z.int().positive().nullable().default(null),
  page: z.int().positive().nullable().default(null),
  /** A file of the package, or the place in a catalogue sheet. */
  path: z.string().nullable().default(null),
});
export type Place = z.infer<typeof Place>;

/** One thing that a rule found. Its words are `rules.<rule>.<variant>` in the namespace `findings`, filled with expected and found. */
export const Finding = z.object({
  rule: RuleId,
  variant: z.string().min(1).max(60),
  severity: Severity,
  place: Place,
  expected: z.string().max(300),
  found: z.string().max(300),
});
export type Finding = z.infer<typeof Finding>;

/** 合格 / 需人工确认 / 不合格 */
export const PackageVerdict = z.enum(['clean', 'needs-review', 'defective']);
export type PackageVerdict = z.infer<typeof PackageVerdict>;

export function verdictOf(open: readonly Pick<Finding, 'severity'>[]): PackageVerdict {
  if (open.some(({ severity }) => severity === 'block')) return 'defective';
  return open.some(({ severity }) => severity === 'warn') ? 'needs-review' : 'clean';
}

/** What makes two findings of two deliveries the same one. */
export function findingKey({ rule, variant, place }: Pick<Finding, 'rule' | 'variant' | 'place'>): string {
  return [rule, variant, place.classCode, place.sequence, place.page, place.classCode === null ? place.path : null].map(String).join(' ');
}
