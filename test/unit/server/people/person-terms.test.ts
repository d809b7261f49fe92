import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { personTermsOf } from '../../../../src-server/features/people/person-terms.ts';
import { planSearch } from '../../../../src-server/features/people/search-plan.ts';

/** Lone halves of characters included. */
const anyText = fc.array(fc.integer({ min: 0, max: 0xffff })).map(units => String.fromCharCode(...units));
const person = (name: string) => ({ id: 'p', name, idNumber: '15020319871231407X', archiveNumber: 'DA-00417' });
const termsOf = (name: string, kind: string) => personTermsOf(person(name)).filter(term => term.kind === kind).map(({ term }) => term);
const isFound = (name: string, query: string): boolean =>
  (planSearch(query) ?? []).some(({ kind, prefix }) => personTermsOf(person(name)).some(term => term.kind === kind && term.term.startsWith(prefix)));

describe('terms of a person', () => {
  test('the whole and every later start of name, pinyin and initials', () => {
    expect([termsOf('王小明', 'name'), termsOf('王小明', 'name-part')]).toEqual([['王小明'], ['小明', '明']]);
    expect([termsOf('王小明', 'pinyin'), termsOf('王小明', 'pinyin-part')]).toEqual([['wangxiaoming'], ['xiaoming', 'ming']]);
    expect([termsOf('王小明', 'initials'), termsOf('王小明', 'initials-part')]).toEqual([['wxm'], ['xm', 'm']]);
  });

  test.each([['单雄信', 'shanxiongxin'], ['尉迟恭', 'yuchigong'], ['仇和', 'qiuhe'], ['解晓东', 'xiexiaodong'], ['朴树', 'piaoshu'], ['曾国藩', 'zengguofan'], ['吕布', 'lvbu']])('%s is read %s', (name, pinyin) => {
    expect(termsOf(name, 'pinyin')).toEqual([pinyin]);
  });

  test('characters without a reading and beyond the first plane neither break nor hide the rest', () => {
    expect(termsOf('𠮷野', 'name-part')).toEqual(['野']);
    expect(isFound('𠮷野', '𠮷')).toBe(true);
    expect(isFound('𠮷野', 'ye')).toBe(true);
  });

  test('no term comes twice (person_terms has it as its key)', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('明', '王', '·', ' ', 'a', 'Ü'), maxLength: 20 }), name => {
        const keys = personTermsOf(person(name)).map(({ kind, term }) => `${kind} ${term}`);
        expect(new Set(keys).size).toBe(keys.length);
        expect(keys.every(key => !key.endsWith(' '))).toBe(true);
      }),
    );
  });

  test('every part of a name finds it, however it is typed', () => {
    const names = fc.array(fc.constantFrom('王', '小', '明', '买', '提', '吕', '阿'), { minLength: 2, maxLength: 8 });
    fc.assert(
      fc.property(names, fc.nat(7), fc.constantFrom('', ' ', '·', '．'), (...[characters, from, between]) => {
        expect(isFound(characters.join(''), characters.slice(from % characters.length).join(between))).toBe(true);
        expect(isFound(characters.join(''), characters[from % characters.length]!)).toBe(true);
      }),
    );
  });
});

describe('what a query may mean', () => {
  test('an empty query lists everybody, one without a letter nobody', () => {
    expect(planSearch('  ')).toBeNull();
    expect(planSearch('··')).toEqual([]);
  });

  test('digits are an identity number from four on, and an archive number', () => {
    expect(planSearch('150')?.map(({ kind }) => kind)).toEqual(['archive-number']);
    expect(planSearch('1502')?.map(({ kind }) => kind)).toEqual(['id-number', 'archive-number']);
    expect(planSearch('１５０２０３１９８７１２３１４０７Ｘ')?.[0]).toMatchObject({ kind: 'id-number', prefix: '15020319871231407x' });
  });

  test('letters are pinyin first, then initials', () => {
    expect(planSearch('LYU')?.map(({ kind, prefix }) => `${kind} ${prefix}`)).toEqual(['pinyin lv', 'pinyin-part lv', 'initials lyu', 'initials-part lyu', 'archive-number lyu']);
    expect(planSearch('w')?.map(({ kind }) => kind)).toEqual(['pinyin', 'pinyin-part']);
  });

  test('planning never throws', () => {
    fc.assert(fc.property(anyText, query => Array.isArray(planSearch(query) ?? [])));
  });
});
