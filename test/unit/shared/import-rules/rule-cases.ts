import { describe, expect, test } from 'vitest';
import type { ClassCode } from '../../../../src-shared/domain/catalogue.ts';
import type { Place, RuleId, Severity } from '../../../../src-shared/domain/finding.ts';
import type { ImageFacts, ImageMeasures } from '../../../../src-shared/domain/image-facts.ts';
import { checkVolume, type CheckContext, type CheckedVolume, type ImportRule } from '../../../../src-shared/domain/import-rules/index.ts';
import { defaultIntakePolicy } from '../../../../src-shared/domain/intake-policy.ts';
import type { CheckedImage, StagedPerson, StagedRow } from '../../../../src-shared/domain/staged-volume.ts';

export type Case = { readonly volume?: Partial<CheckedVolume>; readonly context?: Partial<CheckContext> };
type Told = { readonly place?: Partial<Place>; readonly expected?: string; readonly found?: string; readonly severity?: Severity };
export type RuleCases = {
  /** For each variant a volume that has the fault, and what the finding must say. */
  readonly hits: Readonly<Record<string, readonly [Case, Told?]>>;
  /** Volumes that nearly have it. */
  readonly misses: Readonly<Record<string, Case>>;
};

/** Every variant that a rule declares has a case that produces it, and every rule a near miss: a rule that says nothing is found out. */
export function describeRules(rules: Readonly<Partial<Record<RuleId, ImportRule>>>, cases: Readonly<Partial<Record<RuleId, RuleCases>>>): void {
  // `as`: the keys of a record of rules.
  describe.each(Object.keys(rules) as RuleId[])('%s', id => {
    const { hits, misses } = cases[id] ?? { hits: {}, misses: {} };
    const findingsOf = (one: Case) => checkVolume({ ...faultless, ...one.volume }, { ...aContext, ...one.context }).filter(({ rule }) => rule === id);

    test('has a case for each of its variants, and a near miss', () => {
      expect(Object.keys(hits).toSorted()).toEqual(rules[id]?.variants.toSorted());
      expect(Object.keys(misses)).not.toEqual([]);
    });

    test.each(Object.entries(hits))('tells %s', (variant, [one, told = {}]) => {
      expect(findingsOf(one)).toContainEqual(expect.objectContaining({ variant, ...told, ...(told.place && { place: expect.objectContaining(told.place) as Place }) })); // `as`: a matcher of the library
    });

    test.each(Object.entries(misses))('lets %s pass', (_, one) => {
      expect(findingsOf(one)).toEqual([]);
    });
  });
}

export const aPerson: StagedPerson = {
  name: '王建国', idNumber: '11010519491231002X', archiveNumber: 'G1', gender: 'female', bornOn: '19491231', ethnicity: '汉族', nativePlace: '内蒙古', politicalStatus: '群众',
  workStartedOn: '197007', unitName: '市档案局', post: '科员', source: '王建国',
};

export function aRow(classCode: ClassCode, sequence: number, over: Partial<StagedRow> = {}): StagedRow {
  const pageCount = over.pageCount ?? 2;
  return { source: '目录.xlsx 第 3 行', rawClass: classCode, classCode, rawSequence: String(sequence), sequence, name: `材料登记${classCode}之${String(sequence)}`, formedOn: '', rawPageCount: String(pageCount), copies: null, remark: '', heading: null, ...over, pageCount: over.pageCount === undefined ? 2 : over.pageCount };
}

let count = 0;
const uniqueHex = (digits: number): string => (BigInt((count += 1)) * 0x9e3779b97f4a7c15n).toString(16).slice(0, digits).padStart(digits, '5');

/** A4 in colour at 300 dpi, with nothing wrong. */
export function someFacts({ measures, ...over }: Partial<Omit<ImageFacts, 'measures'>> & { readonly measures?: Partial<ImageMeasures> | null } = {}): ImageFacts {
  const clean: ImageMeasures = {
    skewDegrees: 0.2, borderShare: 0, darkCorners: 0, sharpness: 0.6, contrast: 0.6, paperWhite: 240, clippedShare: 0.01, inkShare: 0.05, isBlank: false, uprightTurn: 0,
    turnConfidence: 0.95, cutEdges: [], stripes: 0, colourShare: 0.02, perceptualHash: uniqueHex(16),
  };
  return {
    problem: null, format: 'jpeg', bytes: 800_000, digest: uniqueHex(16).repeat(4), widthPx: 2480, heightPx: 3508, headerDpi: 300, exifOrientation: 1, colour: 'rgb', bitsPerChannel: 8,
    hasAlpha: false, isProgressive: false, ...over, measures: measures === null ? null : { ...clean, ...measures },
  };
}

type ImageOver = Partial<Omit<CheckedImage, 'facts'>> & { readonly facts?: Parameters<typeof someFacts>[0] };

export function anImage(classCode: ClassCode, [sequence, page]: readonly [number, number], { facts, ...over }: ImageOver = {}): CheckedImage {
  const file = `${String(sequence).padStart(2, '0')}${String(page).padStart(2, '0')}.jpg`;
  return { path: `${over.layer === 'optimised' ? '优化图像/' : ''}${classCode}/${file}`, layer: 'original', rawClass: classCode, classCode, folderName: null, sequence, page, isNameKnown: true, bytes: 800_000, declaredDigest: null, facts: someFacts(facts), ...over };
}

/** Both pages of a material. */
export const pagesOf = (classCode: ClassCode, sequence: number, over: ImageOver = {}): readonly CheckedImage[] => [1, 2].map(page => anImage(classCode, [sequence, page], over));

export const mainRows: readonly StagedRow[] = [aRow('1', 1, { name: '干部履历表', formedOn: '199912' }), aRow('4-1', 1, { name: '学生成绩表', formedOn: '1969' }), aRow('4-1', 2, { name: '毕业生登记表', formedOn: '1970' })];
export const mainImages: readonly CheckedImage[] = [...pagesOf('1', 1), ...pagesOf('4-1', 1), ...pagesOf('4-1', 2)];

export const faultless: CheckedVolume = { format: 'layout', persons: [aPerson], secrecy: null, rows: mainRows, hasCatalogue: true, images: mainImages, strays: [], problems: [] };

export const knownPerson: NonNullable<CheckContext['person']> = { name: '王建国', idNumber: '11010519491231002X', bornOn: '19491231', gender: 'female', politicalStatus: '群众', matchedBy: 'id-number', isManagedHere: true };

export const aContext: CheckContext = {
  policy: defaultIntakePolicy, today: '20261128', person: knownPerson, namesakes: 0, present: null, foreignImages: new Map(), likeImages: new Map(), isMediumRegistered: true, batchSecrecy: { level: 'secret', years: 10 },
};

/** The faultless volume with this image in the place of the first page. */
export const withFirst = (over: ImageOver): Case => ({ volume: { images: [anImage('1', [1, 1], over), ...mainImages.slice(1)] } });
export const withRows = (...rows: readonly StagedRow[]): Case => ({ volume: { rows: [...mainRows, ...rows], images: [...mainImages, ...rows.flatMap(({ classCode, sequence }) => (classCode === null || sequence === null ? [] : pagesOf(classCode, sequence)))] } });
export const withFirstRow = (over: Partial<StagedRow>): Case => ({ volume: { rows: [{ ...mainRows[0]!, ...over }, ...mainRows.slice(1)] } });
