import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { classPosition } from '../../../../src-shared/domain/catalogue.ts';
import { Finding, findingKey, formatPlace, ruleIds, verdictOf } from '../../../../src-shared/domain/finding.ts';
import { checkVolume, maxFindingsPerRule, type CheckContext } from '../../../../src-shared/domain/import-rules/index.ts';
import { createRandom } from '../../../../src-server/features/demo/random.ts';
import { makeVolume, type CorpusVolume } from '../../../support/volume-corpus.ts';
import { isExpected, structuralDefects } from '../../../support/volume-defects.ts';
import { aContext, aRow, anImage, faultless, mainImages, mainRows, pagesOf } from './rule-cases.ts';

const made = new Map<number, CorpusVolume>();
function cleanVolume(seed: number): CorpusVolume {
  const volume = made.get(seed) ?? makeVolume(seed);
  made.set(seed, volume);
  return volume;
}

const isRubbish = ({ rule, variant }: Finding): boolean => rule === 'P06' && variant === 'junk';

describe('a volume', () => {
  test('without a fault gives no finding', () => {
    expect(checkVolume(faultless, aContext)).toEqual([]);
    fc.assert(fc.property(fc.nat(), seed => {
      const { volume, context } = makeVolume(seed);
      expect(checkVolume(volume, context).filter(finding => !isRubbish(finding))).toEqual([]);
    }), { numRuns: 8 });
  });

  test.each(structuralDefects)('with $name is told of it, at its place, and of nothing else', ({ name, inject }) => {
    let injected = 0;
    for (let seed = 0; injected < 3 && seed < 30; seed += 1) {
      const faulty = inject(cleanVolume(seed), createRandom(`${String(seed)} ${name}`));
      if (!faulty) continue;
      injected += 1;
      const findings = checkVolume(faulty.volume, faulty.context).filter(finding => !isRubbish(finding));
      expect(faulty.expected.filter(expected => !findings.some(finding => isExpected(finding, expected)))).toEqual([]);
      expect(findings.filter(finding => !faulty.expected.some(expected => isExpected(finding, expected)))).toEqual([]);
    }
    expect(injected).toBe(3);
  });

  test('with any numbers whatever is checked to an end, and its findings can be stored', () => {
    const number = fc.oneof(fc.integer(), fc.double(), fc.constant(null), fc.constantFrom(0, -1, 2 ** 53, Number.NaN, Infinity, 1e300));
    const text = fc.oneof(fc.string({ maxLength: 20 }), fc.constantFrom('', '\u0000', '\u202eexe.gpj', '\ud800', '😀'.repeat(200), '任免审批表', '1999'));
    const place = fc.record({ sequence: number, page: number, classCode: fc.constantFrom('1', '4-1', null), path: text, isNameKnown: fc.boolean(), layer: fc.constantFrom('original', 'optimised') });
    const row = fc.record({ sequence: number, pageCount: number, classCode: fc.constantFrom('1', '4-1', null), name: text, formedOn: text, rawSequence: text, rawPageCount: text, rawClass: text, heading: text, remark: text });
    fc.assert(fc.property(fc.array(place, { maxLength: 6 }), fc.array(row, { maxLength: 6 }), text, (places, rows, idNumber) => {
      // `as`: literals of their unions.
      const images = places.map(one => ({ ...anImage('1', [1, 1]), ...one }));
      const volume = { ...faultless, images, rows: rows.map(one => ({ ...aRow('1', 1), ...one })), persons: [{ ...faultless.persons[0]!, idNumber }] };
      const findings = checkVolume(volume, aContext);
      expect(findings.map(finding => Finding.parse(finding))).toEqual(findings);
      expect(JSON.stringify(findings)).not.toMatch(/\\u00[01]|\u202e/); // what PostgreSQL refuses, and what turns a line around
    }), { numRuns: 200 });
  });
});

test('endless texts are read without going back and forth over them', { timeout: 120_000 }, () => {
  const name = '报考出国(境)经济'.repeat(20_000);
  const rows = Array.from({ length: 200 }, (_, index) => aRow('3', index + 1, { name, heading: `3${' '.repeat(200_000)}`, remark: name, rawPageCount: name }));
  const images = Array.from({ length: 500 }, (_, index) => anImage('3', [1, index + 1]));
  const check = (): number => checkVolume({ ...faultless, rows, images }, aContext).length;
  // Not a measure: once through takes a second, back and forth takes hours. The limit ends that, even inside of a pattern.
  const withinLimit = (work: () => number): unknown => runInNewContext('work()', { work }, { timeout: 60_000 });
  expect(withinLimit(check)).toBeGreaterThan(40);
});

describe('the findings of a volume', () => {
  const broken = { ...faultless, images: mainImages.map(image => ({ ...image, facts: { ...image.facts, colour: 'grey' as const, problem: null } })).toReversed(), rows: mainRows.toReversed().map(row => ({ ...row, name: '' })), strays: [{ path: 'a.exe', kind: 'executable' as const, bytes: 1 }] }; // `as const`: literals of their unions

  test('stand in the order of the paper, the package first', () => {
    const places = checkVolume(broken, aContext).map(({ place: { classCode, sequence, page } }) => (classCode === null ? -1 : classPosition(classCode) * 1e6 + (sequence ?? 0) * 1e3 + (page ?? 0)));
    expect(places.length).toBeGreaterThan(9);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places[0]).toBe(-1);
  });

  test('are bounded: beyond a hundred of one rule the rest is counted', () => {
    const pages = Array.from({ length: 250 }, (_, index) => anImage('1', [1, index + 1], { facts: { colour: 'grey' } }));
    const findings = checkVolume({ ...faultless, rows: [aRow('1', 1, { pageCount: 250 })], images: pages }, aContext).filter(({ rule }) => rule === 'G04');
    expect(findings).toHaveLength(maxFindingsPerRule + 1);
    expect(findings.at(-1)).toMatchObject({ variant: 'more', severity: 'warn', found: '150', place: { classCode: null } });
    expect(findings[99]).toMatchObject({ place: { page: 100 } });
  });

  test('that are not listed keep the severity of the worst', () => {
    const rows = Array.from({ length: 120 }, (_, index) => aRow('8', index + 1, { name: `处理${String(index)}`, formedOn: index < 119 ? '1900' : '19001399' }));
    const { volume } = { volume: { ...faultless, rows: [...mainRows, ...rows], images: [...mainImages, ...rows.flatMap(({ sequence }) => pagesOf('8', sequence!))] } };
    expect(checkVolume(volume, aContext).find(({ rule, variant }) => rule === 'C04' && variant === 'more')).toMatchObject({ severity: 'block', found: '20' });
  });

  test('have the severity that the policy gives a rule, and a rule may be left out', () => {
    const severityOf = (severities: CheckContext['policy']['severities']): readonly string[] => checkVolume(broken, { ...aContext, policy: { ...aContext.policy, severities } }).filter(({ rule }) => rule === 'G04').map(({ severity }) => severity);
    expect([...new Set(severityOf({}))]).toEqual(['warn']);
    expect([...new Set(severityOf({ G04: 'info' }))]).toEqual(['info']);
    expect([...new Set(severityOf({ G04: 'block' }))]).toEqual(['block']);
    expect(severityOf({ G04: 'off' })).toEqual([]);
  });

  test('that cannot be stored, or must not be read, are not eased by any policy', () => {
    const severities = Object.fromEntries(ruleIds.map(rule => [rule, 'off' as const])); // `as const`: a literal of the union
    const findings = checkVolume(broken, { ...aContext, policy: { ...aContext.policy, severities } });
    expect([...new Set(findings.map(({ rule }) => rule))]).toEqual(['P01', 'C03']);
    expect(verdictOf(findings)).toBe('defective');
    const many = { ...faultless, rows: [{ ...mainRows[0]!, pageCount: 201, rawPageCount: '201' }, ...mainRows.slice(1)] };
    const severityOfMany = (policy: 'block' | 'info'): string | undefined => checkVolume(many, { ...aContext, policy: { ...aContext.policy, severities: { C06: policy } } }).find(({ rule }) => rule === 'C06')?.severity;
    expect([severityOfMany('info'), severityOfMany('block')]).toEqual(['warn', 'block']);
  });

  test('are the same in two deliveries when rule, variant and place are', () => {
    const keys = (): readonly string[] => checkVolume(broken, aContext).map(findingKey);
    expect(keys()).toEqual(keys());
    expect(new Set(keys()).size).toBe(keys().length);
  });
});

test('a place reads as catalogues write it', () => {
  const place = { classCode: '4-1', sequence: 2, page: 3, path: '4-1/0203.jpg' } as const;
  expect(formatPlace(place)).toBe('四-1-2 第3页');
  expect(formatPlace(place, 'en')).toBe('4-1-2, page 3');
  expect(formatPlace({ ...place, page: null })).toBe('四-1-2');
  expect(formatPlace({ ...place, page: null, sequence: null }, 'en')).toBe('4-1');
  expect(formatPlace({ ...place, classCode: null, sequence: null, page: null })).toBe('4-1/0203.jpg');
  expect(formatPlace({ classCode: null, sequence: null, page: null, path: null })).toBe('');
});
