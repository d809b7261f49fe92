import { z } from 'zod';
import { ClassCode } from './catalogue.ts';
import { EvidenceEntryId, MaterialId, PersonId } from './ids.ts';
import { comparePartialDates, PartialDate } from './partial-date.ts';

/** 三龄两历一身份: birth, work and party membership; degree and career; status as a cadre. */
export const EvidenceField = z.enum(['birth', 'work-start', 'party-joining', 'degree', 'career', 'cadre-status']);
export type EvidenceField = z.infer<typeof EvidenceField>;

/** Those of which the whole file should say one and the same; several degrees and posts are no contradiction. */
const singular: readonly EvidenceField[] = ['birth', 'work-start', 'party-joining', 'cadre-status'];
const dated: readonly EvidenceField[] = ['birth', 'work-start', 'party-joining'];
export const isDated = (field: EvidenceField): boolean => dated.includes(field);

/** What one page says, as it was read there. `isAltered`: the paper shows traces of a change (涂改). */
export const EvidenceEntry = z.object({
  id: EvidenceEntryId,
  field: EvidenceField,
  materialId: MaterialId,
  /** As pencilled on the page: 1, 2, 3 … inside its material. */
  page: z.int().min(1).max(9999),
  value: z.string().trim().min(1).max(100),
  isAltered: z.boolean(),
});
export type EvidenceEntry = z.infer<typeof EvidenceEntry>;

/** With the material as the catalogue has it. */
export const PlacedEvidence = EvidenceEntry.extend({ classCode: ClassCode, sequence: z.int().positive(), materialName: z.string(), formedOn: PartialDate.nullable() });
export type PlacedEvidence = z.infer<typeof PlacedEvidence>;

/** What is held to be true, and why. An empty value: not settled yet. */
export const EvidenceFinding = z.object({ value: z.string().trim().max(100), remark: z.string().trim().max(300) });
export type EvidenceFinding = z.infer<typeof EvidenceFinding>;

export const mostEvidence = 300;

export const EvidenceContent = z.object({
  entries: z.array(EvidenceEntry).max(mostEvidence).readonly(),
  findings: z.record(EvidenceField, EvidenceFinding),
});
export type EvidenceContent = z.infer<typeof EvidenceContent>;

/** One person's sheet as it was last saved; version 0 is the empty one that nobody has saved. */
export const EvidenceSheet = z.object({
  personId: PersonId,
  personName: z.string(),
  version: z.int().nonnegative(),
  savedAt: z.iso.datetime().nullable(),
  savedBy: z.string().nullable(),
  entries: z.array(PlacedEvidence).readonly(),
  findings: z.record(EvidenceField, EvidenceFinding),
});
export type EvidenceSheet = z.infer<typeof EvidenceSheet>;

export const noFindings = (): Record<EvidenceField, EvidenceFinding> => {
  const empty: EvidenceFinding = { value: '', remark: '' };
  return { birth: empty, 'work-start': empty, 'party-joining': empty, degree: empty, career: empty, 'cadre-status': empty };
};

/** `1965.3`, `1965年03月`, `196503` and `一九六五年三月` say the same; null where no year is read. */
function dateIn(value: string): string | null {
  const digits = value.normalize('NFKC').replaceAll(/[〇○零一二三四五六七八九]/g, character => String('〇一二三四五六七八九'.indexOf(character === '零' || character === '○' ? '〇' : character)));
  const counted = digits.replaceAll(/(\d)十(\d?)/g, (_all, tens: string, ones: string) => tens + (ones || '0')).replaceAll(/十(?=\d)/g, '1').replaceAll('十', '10');
  const match = /(\d{4})(?:\D{0,2}(\d{1,2}))?(?:\D{0,2}(\d{1,2}))?/.exec(counted);
  if (!match) return null;
  return [match[1], match[2], match[3]].flatMap(part => (part === undefined ? [] : [part.padStart(2, '0')])).join('');
}

const plain = (value: string): string => value.normalize('NFKC').replaceAll(/[\s.,;:·、，。；：]/g, '').toLowerCase();

/** A date agrees with a longer one that begins with it: one paper gives the month only. */
function isSame(field: EvidenceField, one: string, other: string): boolean {
  const [a, b] = isDated(field) ? [dateIn(one), dateIn(other)] : [null, null];
  return a !== null && b !== null ? a.startsWith(b) || b.startsWith(a) : plain(one) === plain(other);
}

export type EvidenceVerdict = 'earliest' | 'agrees' | 'differs';

type Compared = Pick<PlacedEvidence, 'id' | 'field' | 'value' | 'formedOn'>;

/** The record that was formed first prevails (原则上以最先填写为准); an undated one cannot be first where a dated one is. */
export function earliestOf<Entry extends Compared>(entries: readonly Entry[], field: EvidenceField): Entry | undefined {
  return entries.filter(entry => entry.field === field).toSorted((a, b) => comparePartialDates(a.formedOn, b.formedOn))[0];
}

/** How each entry stands to the earliest one of its field. */
export function compareEvidence(entries: readonly Compared[]): ReadonlyMap<string, EvidenceVerdict> {
  return new Map(
    entries.map(entry => {
      const earliest = earliestOf(entries, entry.field);
      if (earliest === undefined || earliest.id === entry.id) return [entry.id, 'earliest'];
      const differs = singular.includes(entry.field) && !isSame(entry.field, earliest.value, entry.value);
      return [entry.id, differs ? 'differs' : 'agrees'];
    }),
  );
}
