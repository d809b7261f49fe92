import type { ClassCode } from '../../../src-shared/domain/catalogue.ts';
import type { Finding, Place, RuleId } from '../../../src-shared/domain/finding.ts';
import type { CheckContext } from '../../../src-shared/domain/import-rules/index.ts';
import type { CheckedImage, StagedRow } from '../../../src-shared/domain/staged-volume.ts';
import type { Random } from '../../../src-server/features/demo/random.ts';
import type { CorpusRow, CorpusVolume } from '../volume-corpus.ts';

/** What must be found: exactly this, and nothing beside it. A place is compared as far as it is given. */
export type Expectation = { readonly rule: RuleId; readonly variant: string; readonly place?: Partial<Place> };
export type Injected = CorpusVolume & { readonly expected: readonly Expectation[] };
/** Puts one defect at a random place; undefined where the volume has no such place. */
export type Defect = { readonly name: string; readonly inject: (corpus: CorpusVolume, random: Random) => Injected | undefined };

export const defect = (name: string, inject: Defect['inject']): Defect => ({ name, inject });

const placeParts = ['classCode', 'sequence', 'page', 'path'] as const;

export function isExpected({ rule, variant, place }: Finding, expected: Expectation): boolean {
  const wanted = expected.place ?? {};
  return rule === expected.rule && variant === expected.variant && placeParts.every(part => wanted[part] === undefined || wanted[part] === place[part]);
}

type Change = { readonly rows?: readonly StagedRow[]; readonly images?: readonly CheckedImage[]; readonly context?: Partial<CheckContext> };

export function changed(corpus: CorpusVolume, { context, ...volume }: Change & Partial<CorpusVolume['volume']>): CorpusVolume {
  return { volume: { ...corpus.volume, ...volume }, context: { ...corpus.context, ...context } };
}

export const withExpected = (corpus: CorpusVolume, ...expected: readonly Expectation[]): Injected => ({ ...corpus, expected });

// `as`: rows of the corpus are readable before a defect is put in.
export const rowsOf = ({ volume }: CorpusVolume): readonly CorpusRow[] => volume.rows as readonly CorpusRow[];
export const placeOfRow = ({ classCode, sequence }: CorpusRow): Partial<Place> => ({ classCode, sequence });
export const replaceRow = (rows: readonly StagedRow[], row: StagedRow, by: Partial<StagedRow>): readonly StagedRow[] => rows.map(other => (other === row ? { ...other, ...by } : other));

export const imagesOf = ({ volume }: CorpusVolume, { classCode, sequence }: Pick<CorpusRow, 'classCode' | 'sequence'>): readonly CheckedImage[] => volume.images.filter(image => image.classCode === classCode && image.sequence === sequence);
export const isAt = (image: CheckedImage, { classCode, sequence }: Pick<CorpusRow, 'classCode' | 'sequence'>, page: number): boolean => image.classCode === classCode && image.sequence === sequence && image.page === page;

export const pickOne = <Item>(random: Random, items: readonly Item[]): Item | undefined => (items.length === 0 ? undefined : random.pick(items));

/** Last of its class, so that taking it away leaves no gap, and none of the main papers. */
export const isLoose = (rows: readonly CorpusRow[], row: CorpusRow): boolean => ['3', '4-2', '4-3', '4-4', '7', '9-1', '9-3', '9-4', '10'].includes(row.classCode) && isLast(rows, row);
export const isLast = (rows: readonly CorpusRow[], { classCode, sequence }: CorpusRow): boolean => !rows.some(other => other.classCode === classCode && other.sequence > sequence);
export const ofClass = (rows: readonly CorpusRow[], code: ClassCode): readonly CorpusRow[] => rows.filter(({ classCode }) => classCode === code);
