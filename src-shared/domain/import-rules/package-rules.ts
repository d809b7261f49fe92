import { isIdNumberValid, maskIdNumber, type Gender } from '../person.ts';
import { formatSecrecyMark, isWithinClearance, longestTerms } from '../secrecy.ts';
import type { CheckedImage, StagedPerson } from '../staged-volume.ts';
import { packageProblems, problemsOf } from './package-problems.ts';
import { defineRule, type CheckContext, type CheckedVolume, type Found } from './rule.ts';
import { placeOf } from './volume-index.ts';

export const packageRules = {
  P01: defineRule({
    severity: 'block',
    isFixed: true,
    final: 'all',
    origin: 'own',
    source: '到货包的完整与安全：不可读、路径越界、压缩炸弹、可执行文件、摘要不符',
    variants: [...packageProblems.P01, 'other'],
    check: volume => [
      ...problemsOf(volume.problems, 'P01').map(problem => nameThePlace(problem, volume)),
      ...volume.strays.filter(({ kind }) => kind === 'executable').map(({ path }) => ({ variant: 'executable', place: { path } }) as const),
      ...volume.images.filter(hasOtherDigest).map(image => ({ variant: 'digest-differs', place: placeOf(image), expected: image.declaredDigest?.value.slice(0, 16) ?? '', found: image.facts.digest.slice(0, 16) }) as const),
      ...(isEmpty(volume) ? [{ variant: 'empty' } as const] : []),
    ],
  }),
  P02: defineRule({
    severity: 'block',
    isFixed: true,
    final: 'all',
    origin: 'confirmed',
    source: '交换包 XML：格式良好、无 DOCTYPE 和实体、编码受支持、大小有限',
    variants: [...packageProblems.P02, 'other'],
    check: ({ problems }) => problemsOf(problems, 'P02'),
  }),
  P03: defineRule({
    severity: 'block',
    isFixed: true,
    final: ['two-persons', 'no-person', 'other', 'managed-elsewhere'],
    origin: 'confirmed',
    source: '一包一人；同姓名混装是转递和数字化中的常见差错',
    variants: [...packageProblems.P03, 'other', 'unknown-person', 'new-person', 'name-differs', 'id-differs', 'namesake', 'name-only', 'managed-elsewhere'],
    check: (volume, context) => {
      const persons = distinctPersons(volume.persons);
      const [person, other] = persons;
      if (other) return [...problemsOf(volume.problems, 'P03').filter(({ variant }) => variant !== 'two-persons'), { variant: 'two-persons', place: { path: other.source }, expected: '1', found: String(persons.length) }];
      const reported = problemsOf(volume.problems, 'P03');
      if (!person) return reported.some(({ variant }) => variant === 'no-person') ? reported : [...reported, { variant: 'no-person' }];
      return [...reported, ...compareWithRoster(person, context)];
    },
  }),
  P04: defineRule({
    severity: 'warn',
    origin: 'own',
    source: 'GB 11643 公民身份号码：18 位、校验码、出生日期、性别位',
    variants: ['length', 'checksum', 'birth-differs', 'gender-differs'],
    check: ({ persons }, { person }) => distinctPersons(persons).flatMap(staged => checkIdNumber(staged, person)),
  }),
  P05: defineRule({
    severity: 'block',
    origin: 'own',
    source: '同一人再次导入：旧版本保留，绝不无声覆盖',
    variants: ['has-volume', 'fewer-materials', 'fewer-pages', 'no-volume'],
    check: comparePresent,
  }),
  P06: defineRule({
    severity: 'info',
    origin: 'confirmed',
    source: '系统自带的垃圾文件（Thumbs.db、.DS_Store、__MACOSX）不计；其他不认识的文件逐一列出',
    variants: [...packageProblems.P06, 'other'],
    check: ({ strays, problems }) => {
      const junk = strays.filter(({ kind }) => kind === 'junk');
      return [
        ...problemsOf(problems, 'P06'),
        ...(junk[0] ? [{ variant: 'junk', place: { path: junk[0].path }, found: String(junk.length) } as const] : []),
        ...strays.filter(({ kind }) => kind === 'unknown').map(({ path, bytes }) => ({ variant: 'unknown', place: { path }, found: String(bytes) }) as const),
      ];
    },
  }),
};

export const secrecyRules = {
  S01: defineRule({
    severity: 'block',
    isFixed: true,
    final: ['above-network', 'not-a-level', 'other'],
    origin: 'own',
    source: '保守国家秘密法：密级和保密期限标明，不得高于网络的密级',
    variants: [...packageProblems.S01, 'other', 'above-network', 'above-batch', 'term-too-long'],
    check: ({ secrecy, format, problems }, { policy, batchSecrecy }) => {
      const reported = problemsOf(problems, 'S01');
      const carriesLevel = format === 'xml' || format === 'sealed';
      if (secrecy === null && carriesLevel) return reported.length > 0 ? reported : [{ variant: 'missing', expected: formatSecrecyMark(batchSecrecy) }];
      const level = secrecy ?? batchSecrecy;
      const found = formatSecrecyMark(level);
      const findings: Found<'above-network' | 'above-batch' | 'term-too-long'>[] = [];
      if (!isWithinClearance(level.level, policy.networkLevel)) findings.push({ variant: 'above-network', expected: formatSecrecyMark({ level: policy.networkLevel, years: longestTerms[policy.networkLevel] }), found });
      else if (!isWithinClearance(level.level, batchSecrecy.level)) findings.push({ variant: 'above-batch', expected: formatSecrecyMark(batchSecrecy), found });
      if (level.years > longestTerms[level.level]) findings.push({ variant: 'term-too-long', expected: String(longestTerms[level.level]), found: String(level.years) });
      return [...reported, ...findings];
    },
  }),
  S02: defineRule({
    severity: 'block',
    isFixed: true,
    final: 'all',
    origin: 'confirmed',
    source: '介质登记：编号、交接人、审批号登记在先，读取在后',
    variants: ['not-registered'],
    check: (_, { isMediumRegistered }) => (isMediumRegistered ? [] : [{ variant: 'not-registered' }]),
  }),
};

/** A digest of another algorithm than ours is compared by the reader, which has the bytes. */
const hasOtherDigest = ({ declaredDigest, facts }: CheckedImage): boolean =>
  declaredDigest?.algorithm === 'sha256' && facts.digest !== '' && declaredDigest.value.toLowerCase() !== facts.digest.toLowerCase();

/** A problem with a page's file is told by class, sequence and page. */
function nameThePlace<Problem extends { readonly place?: { readonly path: string } }>(problem: Problem, { images }: CheckedVolume): Problem {
  const image = problem.place && images.find(({ path }) => path === problem.place?.path);
  return image ? { ...problem, place: placeOf(image) } : problem;
}

const isEmpty = ({ rows, images, problems }: CheckedVolume): boolean => rows.length === 0 && images.length === 0 && !problems.some(({ rule }) => rule === 'P01');

/** One person written in several places of a package (folder, workbook, form) is one. */
function distinctPersons(persons: readonly StagedPerson[]): readonly StagedPerson[] {
  const seen: StagedPerson[] = [];
  for (const person of persons) if (!seen.some(other => isSamePerson(person, other))) seen.push(person);
  return seen;
}

function isSamePerson(a: StagedPerson, b: StagedPerson): boolean {
  const hasOtherId = a.idNumber !== null && b.idNumber !== null && plainId(a.idNumber) !== plainId(b.idNumber);
  return !hasOtherId && plainName(a.name) === plainName(b.name);
}

const plainId = (idNumber: string): string => idNumber.normalize('NFKC').trim().toUpperCase();
/** Without spaces, and with one of the dots that minority names are written with. */
const plainName = (name: string): string => name.normalize('NFKC').replace(/\s+/g, '').replace(/[·•・‧∙.]/g, '·');

type RosterVariant = 'unknown-person' | 'new-person' | 'name-differs' | 'id-differs' | 'namesake' | 'name-only' | 'managed-elsewhere';

function compareWithRoster(staged: StagedPerson, context: CheckContext): readonly Found<RosterVariant>[] {
  const { person, namesakes } = context;
  const place = { path: staged.source };
  if (!person) return [tellNewcomer(staged, context)];
  const findings: Found<RosterVariant>[] = [];
  if (plainName(person.name) !== plainName(staged.name)) findings.push({ variant: 'name-differs', place, expected: quote(person.name), found: quote(staged.name) });
  if (staged.idNumber !== null && plainId(staged.idNumber) !== plainId(person.idNumber)) findings.push({ variant: 'id-differs', place, expected: maskIdNumber(person.idNumber), found: maskIdNumber(plainId(staged.idNumber)) });
  if (person.matchedBy === 'name') findings.push(namesakes > 0 ? { variant: 'namesake', place, found: String(namesakes + 1) } : { variant: 'name-only', place, severity: 'warn', found: quote(staged.name) });
  if (!person.isManagedHere) findings.push({ variant: 'managed-elsewhere', place, found: quote(staged.name) });
  return findings;
}

/** Nobody on the roster fits. Loose material belongs to somebody who is there. */
function tellNewcomer({ name, idNumber, source }: StagedPerson, { policy: { newPersons }, batchKind }: CheckContext): Found<RosterVariant> {
  const canEnter = newPersons !== 'block' && batchKind !== 'loose' && idNumber !== null && isIdNumberValid(plainId(idNumber));
  const told = { place: { path: source }, found: quote(name) };
  return canEnter ? { variant: 'new-person', severity: newPersons === 'enter' ? 'info' : 'warn', ...told } : { variant: 'unknown-person', ...told };
}

const quote = (name: string): string => `“${name}”`;

type IdVariant = 'length' | 'checksum' | 'birth-differs' | 'gender-differs';

/** The number against itself and against what the package and the roster say beside it. */
function checkIdNumber({ idNumber, bornOn, gender, source }: StagedPerson, known: CheckContext['person']): readonly Found<IdVariant>[] {
  if (idNumber === null) return [];
  const [id, place] = [plainId(idNumber), { path: source }];
  if (id.length !== 18) return [{ variant: 'length', place, expected: '18', found: String(id.length) }];
  if (!isIdNumberValid(id)) return [{ variant: 'checksum', place, found: maskIdNumber(id) }];
  const [born, sex] = [id.slice(6, 14), Number(id[16]) % 2 === 1 ? 'male' : 'female'] satisfies [string, Gender];
  const otherBirth = [bornOn, known?.bornOn].find(date => Boolean(date) && !born.startsWith(date ?? ''));
  const otherGender = [gender, known?.gender].find(other => other && other !== sex);
  const findings: Found<IdVariant>[] = [];
  if (otherBirth) findings.push({ variant: 'birth-differs', place, expected: born, found: otherBirth });
  if (otherGender) findings.push({ variant: 'gender-differs', place, expected: genderMarks[sex], found: genderMarks[otherGender] });
  return findings;
}

const genderMarks: Readonly<Record<Gender, string>> = { male: '男', female: '女' };

/**
 * An import that brings at least what is there becomes the next version and is only looked at; one that brings less is never let
 * through by itself. Loose material is the other way round: it needs the volume.
 */
function comparePresent({ rows, images }: CheckedVolume, { present, batchKind }: CheckContext): readonly Found<'has-volume' | 'fewer-materials' | 'fewer-pages' | 'no-volume'>[] {
  if (batchKind === 'loose') return present ? [] : [{ variant: 'no-volume' }];
  if (!present || present.materials === 0) return [];
  const pages = Math.max(...(['original', 'optimised'] as const).map(layer => images.filter(image => image.layer === layer).length));
  if (rows.length < present.materials) return [{ variant: 'fewer-materials', expected: String(present.materials), found: String(rows.length) }];
  if (pages < present.pages) return [{ variant: 'fewer-pages', expected: String(present.pages), found: String(pages) }];
  return [{ variant: 'has-volume', severity: 'warn', expected: String(present.pages), found: String(pages) }];
}
