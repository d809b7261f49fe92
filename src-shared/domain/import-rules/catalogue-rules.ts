import { formatMaterialNumber } from '../catalogue.ts';
import { requiredMissing, type PersonFacts } from '../completeness-rules.ts';
import { isPartialDate } from '../partial-date.ts';
import type { StagedPerson, StagedRow } from '../staged-volume.ts';
import { maxPagesPerMaterial } from '../volume.ts';
import { nameChecks } from './class-names.ts';
import { findOtherClass } from './class-keywords.ts';
import { findOutOfOrder } from './date-order.ts';
import { defineRule, type CheckContext, type CheckedVolume, type Found } from './rule.ts';
import { countingNumber, formatRun, groupBy, groupRows, missingRuns, rowPlace, rowsByClass } from './volume-index.ts';

export const catalogueRules = {
  C01: defineRule({
    severity: 'block',
    isFixed: true,
    final: 'all',
    origin: 'confirmed',
    source: '干部人事档案工作条例（2018）、组通字〔2012〕28号：十大类十六个末级类，四、九类必须到二级',
    variants: ['row-class', 'row-main-class', 'folder-class', 'folder-main-class'],
    check: ({ rows, images }) => [
      ...rows.filter(({ classCode }) => classCode === null).map(({ source, rawClass }) => ({ variant: isMainClass(rawClass) ? 'row-main-class' : 'row-class', place: { path: source }, found: quote(rawClass) }) as const),
      ...[...groupBy(images.filter(({ classCode }) => classCode === null), ({ rawClass, folderName }) => folderName ?? rawClass)].flatMap(([folder, [first]]) =>
        first ? [{ variant: isMainClass(first.rawClass) ? 'folder-main-class' : 'folder-class', place: { path: first.path }, found: quote(folder) } as const] : [],
      ),
    ],
  }),
  C02: defineRule({
    severity: 'block',
    isFixed: true,
    final: ['duplicate', 'not-a-number'],
    origin: 'confirmed',
    source: '类内顺序号从 1 起连续编排；漏号、重号、错号是验收的必查项',
    variants: ['gap', 'duplicate', 'start', 'not-a-number'],
    check: ({ rows }, context) => [...rows.filter(row => row.classCode !== null && sequenceOf(row) === null).map(row => ({ variant: 'not-a-number', place: rowPlace({ ...row, sequence: null }), found: quote(row.rawSequence) }) as const), ...findDuplicateNumbers(rows), ...findGaps(rows, context)],
  }),
  C03: defineRule({
    severity: 'block',
    isFixed: true,
    final: ['empty'],
    origin: 'own',
    source: '材料名称按材料题目填写，无题目的应拟定题目',
    variants: ['empty', 'too-long', 'placeholder'],
    check: ({ rows }, { policy }) =>
      rows.flatMap((row): readonly Found<'empty' | 'too-long' | 'placeholder'>[] => {
        const [name, place] = [row.name.trim(), rowPlace(row)];
        if (name === '') return [{ variant: 'empty', place }];
        if (name.length <= longestPlaceholder && placeholder.test(name.normalize('NFKC'))) return [{ variant: 'placeholder', place, found: quote(name) }];
        // Characters, not halves of them; an endless name is not taken apart.
        const length = name.length > longestTitle ? name.length : Array.from(name).length;
        return length > policy.maxNameLength ? [{ variant: 'too-long', place, expected: String(policy.maxNameLength), found: String(length) }] : [];
      }),
  }),
  C04: defineRule({
    severity: 'block',
    isFixed: true,
    final: ['not-a-date'],
    origin: 'own',
    source: '材料形成时间按年、年月或年月日填写；不晚于今天，不早于本人出生',
    variants: ['not-a-date', 'future', 'before-birth'],
    check: checkDates,
  }),
  C05: defineRule({
    severity: 'warn',
    origin: 'confirmed',
    source: '类内按材料形成时间先后排列，六、八类（五类按设置）按材料主次；无日期的排在最后，附件随主件',
    variants: ['belongs-before', 'belongs-after', 'undated-last'],
    check: ({ rows }, { policy, batchKind }) => (batchKind === 'loose' ? [] : rowsByClass(rows).flatMap(([code, own]) => findOutOfOrder(code, own, policy))),
  }),
  C06: defineRule({
    severity: 'block',
    isFixed: true,
    origin: 'own',
    source: '目录页数为编了页码的面数，是不小于 1 的整数',
    variants: ['not-a-number', 'too-many', 'many'],
    check: ({ rows }, { policy }) =>
      rows.flatMap((row): readonly Found<'not-a-number' | 'too-many' | 'many'>[] => {
        const [pages, place] = [countingNumber(row.pageCount), rowPlace(row)];
        if (pages === null) return [{ variant: 'not-a-number', place, found: quote(row.rawPageCount) }];
        if (pages > maxPagesPerMaterial) return [{ variant: 'too-many', place, expected: String(maxPagesPerMaterial), found: String(pages) }];
        return pages > policy.manyPages ? [{ variant: 'many', place, severity: 'warn', expected: String(policy.manyPages), found: String(pages) }] : [];
      }),
  }),
  C07: defineRule({
    severity: 'warn',
    origin: 'own',
    source: '类名与类号一致：2018 年条例的新类名或此前的旧类名',
    variants: ['row-other-class', 'row-unknown-name', 'folder-other-class', 'folder-unknown-name'],
    check: nameChecks,
  }),
  C08: defineRule({
    severity: 'warn',
    origin: 'own',
    source: '归类界限：如任免审批表归九-2，入党志愿书归六，年度考核归三，考察材料归三或九-2',
    variants: ['other-class'],
    check: ({ rows }) =>
      rows.flatMap(row => {
        const expected = findOtherClass(row);
        return expected === null ? [] : [{ variant: 'other-class', place: rowPlace(row), expected, found: quote(row.name) }];
      }),
  }),
  C09: defineRule({
    severity: 'warn',
    origin: 'own',
    source: '同名、同日期、同页数的两行多半是重复著录',
    variants: ['duplicate'],
    check: ({ rows }) =>
      // Without a date two sheets of one name are common (several undated 考察材料).
      [...groupBy(rows.filter(({ formedOn, name }) => formedOn !== '' && name.trim() !== ''), ({ name, formedOn, rawPageCount, pageCount }) => [plainTitle(name), formedOn, pageCount ?? rawPageCount].join('\u0000')).values()].flatMap(([first, ...others]) =>
        first ? others.map(row => ({ variant: 'duplicate', place: rowPlace(row), expected: numberOf(first), found: quote(row.name) }) as const) : [],
      ),
  }),
  C10: defineRule({
    severity: 'warn',
    origin: 'confirmed',
    source: '干部人事档案材料收集归档规定（中组发〔2009〕12号）：主要材料齐全',
    variants: ['resume', 'education', 'party-admission', 'appointment'],
    // A package without any row has worse faults.
    check: ({ rows, persons }, { person, batchKind, today }) =>
      batchKind === 'loose' || rows.length === 0 ? [] : requiredMissing(factsOf(persons[0], person), rows, today).map(variant => ({ variant })),
  }),
};

/** What the roster knows goes before what the package says. */
function factsOf(staged: StagedPerson | undefined, known: CheckContext['person']): PersonFacts {
  const { bornOn, politicalStatus, workStartedOn, post } = staged ?? nothingKnown;
  return { bornOn: known?.bornOn ?? bornOn, politicalStatus: known?.politicalStatus ?? politicalStatus, workStartedOn, post };
}
const nothingKnown: PersonFacts = { bornOn: null, politicalStatus: null, workStartedOn: null, post: null };

const quote = (text: string): string => `“${text.trim()}”`;
const numberOf = (row: StagedRow): string => (row.classCode === null || row.sequence === null ? row.source : formatMaterialNumber(row.classCode, row.sequence));
const plainTitle = (name: string): string => name.slice(0, longestTitle).normalize('NFKC').replace(/\s+/g, '');

/** 四 and 九 without their second level. */
const isMainClass = (rawClass: string): boolean => /^(四|九|4|9)$/.test(rawClass.normalize('NFKC').trim());

/** What people write while the title is still to be found. */
const placeholder = /^([.\-—_*?#xX×…·、,/\\\s]+|无|无题|无名|未知|不详|待补|待定|待填|略|空白?|材料|材料名称|材料\d+|新建.*|test.*|未命名.*|n\/?a|null|undefined|\d+)$/i;

const longestPlaceholder = 40;
/** Longer names are told by C03; endless ones must not cost time. */
const longestTitle = 300;

const longestSequence = 999;
const sequenceOf = ({ sequence }: StagedRow): number | null => {
  const number = countingNumber(sequence);
  return number !== null && number <= longestSequence ? number : null;
};

function findDuplicateNumbers(rows: readonly StagedRow[]): readonly Found<'duplicate'>[] {
  return [...groupRows(rows).values()].flatMap(([first, ...others]) => (first ? others.map(row => ({ variant: 'duplicate', place: rowPlace(row), expected: first.source, found: row.source }) as const) : []));
}

/** Loose material is numbered when it is filed: only gaps inside what comes together count. */
function findGaps(rows: readonly StagedRow[], { batchKind }: CheckContext): readonly Found<'gap' | 'start'>[] {
  return rowsByClass(rows).flatMap(([classCode, own]) => {
    const numbers = own.map(sequenceOf).filter(number => number !== null);
    const first = numbers.length === 0 ? 1 : Math.min(...numbers);
    const start = first > 1 && batchKind !== 'loose' ? [{ variant: 'start', place: { classCode, sequence: first }, expected: '1', found: String(first) } as const] : [];
    return [...start, ...missingRuns(numbers, first).map(run => ({ variant: 'gap', place: { classCode, sequence: run.first }, expected: formatRun(run) }) as const)];
  });
}

function checkDates({ rows, persons }: CheckedVolume, { today, person }: CheckContext): readonly Found<'not-a-date' | 'future' | 'before-birth'>[] {
  const born = person?.bornOn ?? persons[0]?.bornOn ?? '';
  return rows.flatMap((row): readonly Found<'not-a-date' | 'future' | 'before-birth'>[] => {
    const [date, place] = [row.formedOn, rowPlace(row)];
    if (date === '') return [];
    if (!isPartialDate(date)) return [{ variant: 'not-a-date', place, found: quote(date) }];
    // At its own precision: 2026 is not after a day of 2026.
    if (date > today.slice(0, date.length)) return [{ variant: 'future', place, expected: today, found: date }];
    return isPartialDate(born) && date.slice(0, 4) < born.slice(0, 4) ? [{ variant: 'before-birth', place, severity: 'warn', expected: born.slice(0, 4), found: date }] : [];
  });
}
