import { describe, expect, test } from 'vitest';
import { packageProblems } from '../../../../src-shared/domain/import-rules/index.ts';
import { packageRules, secrecyRules } from '../../../../src-shared/domain/import-rules/package-rules.ts';
import type { PackageProblem } from '../../../../src-shared/domain/staged-volume.ts';
import { aContext, aPerson, anImage, describeRules, faultless, knownPerson, mainImages, pagesOf, type Case, type RuleCases } from './rule-cases.ts';

/** What readers report comes through as it is; what the rules do not know comes through as `other`, with the reader's word. */
function reported(rule: PackageProblem['rule']): RuleCases['hits'] {
  const problem = (variant: string): Case => ({ volume: { problems: [{ rule, variant, path: 'a.zip', found: '7' }] } });
  return {
    ...Object.fromEntries(packageProblems[rule].map(variant => [variant, [problem(variant), { place: { path: 'a.zip' }, found: '7' }]] as const)),
    other: [{ volume: { problems: [{ rule, variant: 'gone-wrong', path: 'a.zip' }] } }, { found: 'gone-wrong' }],
  };
}

const withPerson = (over: Partial<typeof aPerson>): Case => ({ volume: { persons: [{ ...aPerson, ...over }] } });
const withKnown = (over: Partial<typeof knownPerson>): Case => ({ context: { person: { ...knownPerson, ...over } } });
const sealed = { format: 'sealed' } as const;
const digestOf = (value: string) => ({ algorithm: 'sha256', value }) as const;
const [first] = mainImages;

describe('rules of the package', () => {
  describeRules(packageRules, {
    P01: {
      hits: {
        ...reported('P01'),
        executable: [{ volume: { strays: [{ path: 'a.exe', kind: 'executable', bytes: 1 }] } }, { severity: 'block', place: { path: 'a.exe' } }],
        'digest-differs': [{ volume: { images: [{ ...first!, declaredDigest: digestOf('0'.repeat(64)) }] } }, { place: { classCode: '1', sequence: 1, page: 1 } }],
        empty: [{ volume: { rows: [], images: [] } }, { severity: 'block' }],
      },
      misses: {
        'a digest written in capitals': { volume: { images: [{ ...first!, declaredDigest: digestOf(first!.facts.digest.toUpperCase()) }, ...mainImages.slice(1)] } },
        'a digest that only the reader can compare': { volume: { images: [{ ...first!, declaredDigest: { algorithm: 'sm3', value: '0'.repeat(64) } }, ...mainImages.slice(1)] } },
        'rubbish of the system': { volume: { strays: [{ path: 'Thumbs.db', kind: 'junk', bytes: 1 }] } },
      },
    },
    P02: { hits: reported('P02'), misses: { 'problems of other rules': { volume: { problems: [{ rule: 'P01', variant: 'truncated' }] } } } },
    P03: {
      hits: {
        ...reported('P03'),
        'two-persons': [{ volume: { persons: [aPerson, { ...aPerson, idNumber: '440524188001010014', source: '另一夹' }] } }, { place: { path: '另一夹' }, found: '2' }],
        'no-person': [{ volume: { persons: [] } }, { severity: 'block' }],
        'unknown-person': [{ context: { person: null } }, { found: '“王建国”' }],
        'new-person': [{ context: { person: null, policy: { ...aContext.policy, newPersons: 'ask' } } }, { severity: 'warn', found: '“王建国”' }],
        'name-differs': [withPerson({ name: '王建' }), { expected: '“王建国”', found: '“王建”' }],
        'id-differs': [withKnown({ idNumber: '440524188001010014', matchedBy: 'archive-number' }), { expected: '440524********0014' }],
        namesake: [{ ...withKnown({ matchedBy: 'name' }), context: { person: { ...knownPerson, matchedBy: 'name' }, namesakes: 2 } }, { severity: 'block', found: '3' }],
        'name-only': [withKnown({ matchedBy: 'name' }), { severity: 'warn' }],
        'managed-elsewhere': [withKnown({ isManagedHere: false }), { severity: 'block' }],
      },
      misses: {
        'one person written in two places': { volume: { persons: [aPerson, { ...aPerson, name: '王 建国', idNumber: null, source: '任免表.lrmx' }] } },
        'namesakes who are told apart by number': { context: { namesakes: 5 } },
        'dots of a minority name': { ...withPerson({ name: '买买提•吐尔逊' }), ...withKnown({ name: '买买提·吐尔逊' }) },
      },
    },
    P04: {
      hits: {
        length: [withPerson({ idNumber: '110105491231002' }), { found: '15' }],
        checksum: [withPerson({ idNumber: '110105194912310021' }), { found: '110105********0021' }],
        'birth-differs': [withPerson({ bornOn: '195001' }), { expected: '19491231', found: '195001' }],
        'gender-differs': [withPerson({ gender: 'male' }), { expected: '女', found: '男' }],
      },
      misses: { 'a birth date of lower precision': withPerson({ bornOn: '194912' }), 'a small x, and full-width digits': withPerson({ idNumber: '１１０１０５19491231002x' }), 'no number': withPerson({ idNumber: null }) },
    },
    P05: {
      hits: {
        'has-volume': [{ context: { present: { version: 1, materials: 3, pages: 6 } } }, { severity: 'warn', expected: '6', found: '6' }],
        'fewer-materials': [{ context: { present: { version: 1, materials: 4, pages: 6 } } }, { severity: 'block', expected: '4', found: '3' }],
        'fewer-pages': [{ context: { present: { version: 1, materials: 3, pages: 7 } } }, { severity: 'block', expected: '7', found: '6' }],
        'no-volume': [{ context: { batchKind: 'loose' } }, { severity: 'block' }],
      },
      misses: {
        'a volume with nothing in it': { context: { present: { version: 0, materials: 0, pages: 0 } } },
        'loose material for a volume that exists': { context: { batchKind: 'loose', present: { version: 3, materials: 30, pages: 200 } } },
      },
    },
    P06: {
      hits: {
        ...reported('P06'),
        junk: [{ volume: { strays: [{ path: '__MACOSX/a', kind: 'junk', bytes: 1 }, { path: 'Thumbs.db', kind: 'junk', bytes: 1 }] } }, { severity: 'info', found: '2' }],
        unknown: [{ volume: { strays: [{ path: '说明.wps', kind: 'unknown', bytes: 5 }] } }, { severity: 'info', place: { path: '说明.wps' } }],
      },
      misses: { 'nothing but images': {} },
    },
  });

  describeRules(secrecyRules, {
    S01: {
      hits: {
        ...reported('S01'),
        missing: [{ volume: sealed }, { severity: 'block', expected: '秘密★10年' }],
        'above-network': [{ volume: { ...sealed, secrecy: { level: 'top-secret', years: 30 } } }, { expected: '秘密★10年', found: '绝密★30年' }],
        'above-batch': [{ volume: { ...sealed, secrecy: { level: 'confidential', years: 20 } }, context: { policy: { ...aContext.policy, networkLevel: 'confidential' } } }, { found: '机密★20年' }],
        'term-too-long': [{ volume: { ...sealed, secrecy: { level: 'secret', years: 20 } } }, { expected: '10', found: '20' }],
      },
      misses: { 'a format that carries none': { volume: { images: [...mainImages, ...pagesOf('1', 1, { layer: 'optimised' })] } }, 'the level of the batch': { volume: { ...sealed, secrecy: { level: 'secret', years: 10 } } } },
    },
    S02: { hits: { 'not-registered': [{ context: { isMediumRegistered: false } }, { severity: 'block' }] }, misses: { 'a registered medium': { volume: { images: [anImage('1', [1, 1])] } } } },
  });

  test('P01 names class, sequence and page of a file that the reader complains of', () => {
    const problems = [{ rule: 'P01', variant: 'digest-differs', path: '4-1/0202.jpg' }] as const;
    expect(packageRules.P01.check({ ...faultless, problems }, aContext)).toEqual([expect.objectContaining({ variant: 'digest-differs', place: { classCode: '4-1', sequence: 2, page: 2, path: '4-1/0202.jpg' } })]);
  });
});
