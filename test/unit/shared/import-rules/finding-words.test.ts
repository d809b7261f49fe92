import { describe, expect, test } from 'vitest';
import { findingTextKey, moreVariant, ruleIds } from '../../../../src-shared/domain/finding.ts';
import { importRules } from '../../../../src-shared/domain/import-rules/index.ts';
import { keysAt, readWords, wordsAt } from '../../../support/locale-words.ts';

describe.each(['zh-CN', 'en'] as const)('the words of findings in %s', language => {
  const words = readWords(language, 'findings');
  const groups = ruleIds.map(rule => ({ rule, variants: typeof words.rules === 'object' && typeof words.rules[rule] === 'object' ? Object.keys(words.rules[rule]) : [] }));

  test('exist for all that a rule can say', () => {
    const silent = ruleIds.flatMap(rule => ['title', moreVariant, ...importRules[rule].variants].map(variant => ({ rule, variant }))).filter(finding => wordsAt(words, findingTextKey(finding)) === undefined);
    expect(silent).toEqual([]);
  });

  test('say nothing that no rule says', () => {
    expect(groups.flatMap(({ rule, variants }) => variants.filter(variant => variant !== 'title' && !importRules[rule].variants.includes(variant)))).toEqual([]);
    expect(keysAt(words, 'rules')).toEqual(ruleIds.toSorted());
  });

  test('are sentences, and ask for values that findings have', () => {
    const texts = groups.flatMap(({ rule, variants }) => variants.filter(variant => variant !== 'title').map(variant => wordsAt(words, `rules.${rule}.${variant}`) ?? ''));
    expect(texts.length).toBeGreaterThan(120);
    expect(texts.filter(text => !/[。.]$/.test(text))).toEqual([]);
    expect(texts.flatMap(text => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name)).filter(name => !['expected', 'found', 'path'].includes(name ?? ''))).toEqual([]);
  });
});

test('every rule names its source', () => {
  expect(ruleIds.filter(rule => importRules[rule].source.length < 8)).toEqual([]);
});
