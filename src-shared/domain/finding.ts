import { z } from 'zod';
import { ClassCode, classPosition, formatClassCode } from './catalogue.ts';

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

/** block: the volume cannot be accepted (不合格). warn: a person must look (需人工确认). info: told, nothing asked. */
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

/** What a rule says when it found more of the same than a sheet should list; `found` is the number of those left out. */
export const moreVariant = 'more';

/** Where the words of a finding stand in the namespace `findings`; they take `expected`, `found` and `path`. */
export function findingTextKey({ rule, variant }: Pick<Finding, 'rule' | 'variant'>): string {
  return variant === moreVariant ? moreVariant : `rules.${rule}.${variant}`;
}

/** `四-1-2 第3页` (`4-1-2, page 3`), `四-1-2`, `四-1`, as catalogues write it; for what has no place there its file; else empty. */
export function formatPlace({ classCode, sequence, page, path }: Place, language: 'zh-CN' | 'en' = 'zh-CN'): string {
  if (classCode === null) return path ?? '';
  const isChinese = language === 'zh-CN';
  const number = (isChinese ? formatClassCode(classCode) : classCode) + (sequence === null ? '' : `-${String(sequence)}`);
  if (page === null) return number;
  return isChinese ? `${number} 第${String(page)}页` : `${number}, page ${String(page)}`;
}

/** Rules name another page of the volume in `found` as `4-1-2/3`, which no reader has to know. */
export function formatFound(found: string, language: 'zh-CN' | 'en' = 'zh-CN'): string {
  const [, classCode, sequence, page] = /^(\d{1,2}(?:-\d)?)-(\d+)\/(\d+)$/.exec(found) ?? [];
  const place = Place.safeParse({ classCode, sequence: Number(sequence), page: Number(page) });
  return place.success ? formatPlace(place.data, language) : found;
}

const severities: readonly Severity[] = ['block', 'warn', 'info'];

export function severest(findings: readonly Pick<Finding, 'severity'>[]): Severity {
  return severities.find(severity => findings.some(finding => finding.severity === severity)) ?? 'info';
}

/** The order of the defect sheet (问题单): the package as a whole, then class by class as the paper lies, then what was left out. */
export function compareFindings(a: Finding, b: Finding): number {
  const [left, right] = [sheetPosition(a), sheetPosition(b)];
  const differing = left.findIndex((value, index) => value !== right[index]);
  if (differing >= 0) return (left[differing] ?? 0) - (right[differing] ?? 0);
  const [leftPath, rightPath] = [a.place.path ?? '', b.place.path ?? ''];
  return leftPath < rightPath ? -1 : Number(leftPath > rightPath);
}

function sheetPosition({ rule, variant, place: { classCode, sequence, page } }: Finding): readonly number[] {
  return [Number(variant === moreVariant), classCode === null ? -1 : classPosition(classCode), sequence ?? 0, page ?? 0, ruleIds.indexOf(rule)];
}
