import { leafClasses, mainClasses, parseClassCode, type ClassCode } from '../catalogue.ts';
import type { CheckedVolume, Found } from './rule.ts';
import { groupBy } from './volume-index.ts';

/** Names of classes 四 and 九 as a whole before 2018, and names that single cities use (9-4 of one of them). */
const otherNames: readonly (readonly [number, string])[] = [
  [4, '学历学位、专业技术职务、科研学术和培训材料'],
  [4, '学历学位和专业技术职务材料'],
  [4, '学历、学位、学绩、培训和专业技术情况的材料'],
  [9, '工资、任免、出国(境)、会议代表材料'],
  [9, '录用、任免、聘用、专业技术职务、工资、待遇、出国、退(离)休及各种代表会代表登记表等材料'],
];
const localLeafNames: readonly (readonly [ClassCode, string])[] = [['9-4', '录用招工警衔晋级及代表会议类'], ['5', '政审、审计材料'], ['5', '政治审查材料'], ['6', '参加中国共产党、共青团及民主党派的材料'], ['8', '处分材料'], ['10', '其他可供参考的材料']];

const longestName = 100;

/** What is left when number, punctuation and the words 类 and 材料 are taken away: suppliers spell these in every way. */
const coreOf = (name: string): string => stripCode(name.slice(0, longestName).normalize('NFKC')).replace(/[\s,、。.:;()《》"'\-_]/g, '').replace(/材料|类|情况的|的|和|及/g, '');

const stripCode = (name: string): string => name.trim().replace(/^第?[一二三四五六七八九十\d]+(\s*[-—–.、_]\s*\d+)?\s*(大?类)?\s*[-—–.、:_\s]*/, '');

const namesOfLeaf = new Map(leafClasses.map(({ code, name, oldName }) => [code, new Set([name, oldName, ...localLeafNames.filter(([of]) => of === code).map(([, own]) => own), ...mainNamesOf(code)].map(coreOf))]));

function mainNamesOf(code: ClassCode): readonly string[] {
  const number = Number(code.split('-')[0]);
  return [...mainClasses.filter(main => main.number === number).map(({ name }) => name), ...otherNames.filter(([of]) => of === number).map(([, name]) => name)];
}

type Verdict = 'right' | 'other-class' | 'unknown-name';

/** A heading that is a number alone says nothing about names. */
function judgeHeading(heading: string, classCode: ClassCode): Verdict {
  const core = coreOf(heading);
  if (core === '' || parseClassCode(heading) !== undefined || namesOfLeaf.get(classCode)?.has(core)) return 'right';
  return [...namesOfLeaf.values()].some(names => names.has(core)) ? 'other-class' : 'unknown-name';
}

const quote = (name: string): string => `“${name.trim()}”`;
const nameOf = (code: ClassCode): string => quote(leafClasses.find(leaf => leaf.code === code)?.name ?? code);

type Variant = `${'row' | 'folder'}-${Exclude<Verdict, 'right'>}`;

/** Once for each heading and class: what stands above twenty rows is one fault. */
export function nameChecks({ rows, images }: Pick<CheckedVolume, 'rows' | 'images'>): readonly Found<Variant>[] {
  const headings = groupBy(rows.filter(({ heading, classCode }) => heading !== null && classCode !== null), ({ heading, classCode }) => `${String(classCode)} ${String(heading)}`);
  const folders = groupBy(images.filter(({ folderName, classCode }) => folderName !== null && classCode !== null), ({ folderName, classCode }) => `${String(classCode)} ${String(folderName)}`);
  return [
    ...[...headings.values()].flatMap(([row]) => (row?.classCode && row.heading !== null ? tell('row', row.heading, { classCode: row.classCode, path: row.source }) : [])),
    ...[...folders.values()].flatMap(([image]) => (image?.classCode && image.folderName !== null ? tell('folder', image.folderName, { classCode: image.classCode, path: image.path }) : [])),
  ];
}

function tell(where: 'row' | 'folder', name: string, place: { readonly classCode: ClassCode; readonly path: string | null }): readonly Found<Variant>[] {
  const verdict = judgeHeading(name, place.classCode);
  return verdict === 'right' ? [] : [{ variant: `${where}-${verdict}`, place, expected: nameOf(place.classCode), found: quote(name) }];
}
