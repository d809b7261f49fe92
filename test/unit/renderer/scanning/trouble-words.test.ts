import i18next from 'i18next';
import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { troubleWords } from '../../../../src-renderer/features/scanning/trouble-words.ts';
import type { Trouble } from '../../../../src-renderer/features/scanning/use-scan.ts';

const texts = JSON.parse(readFileSync(new URL('../../../../assets/locales/zh-CN/scanning.json', import.meta.url), 'utf8')) as object; // `as`: our own file
const instance = i18next.createInstance();
beforeAll(() => instance.init({ lng: 'zh-CN', resources: { 'zh-CN': { scanning: texts } }, defaultNS: 'scanning', interpolation: { escapeValue: false } }));

const trouble = (changes: Partial<Trouble>): Trouble => ({ code: 'scanner.paper-jam', params: {}, action: 'gave-up', putBackSheet: null, putBackCount: 0, sidesKept: 13, ...changes });
const wordsOf = (changes: Partial<Trouble>): string => troubleWords(instance.getFixedT('zh-CN', 'scanning'), trouble(changes));

test('what to do is said with the number of the sheet', () => {
  expect(wordsOf({ putBackSheet: 14, putBackCount: 1 })).toBe('请把第 14 张放回进纸器，然后按 Enter 继续。');
  expect(wordsOf({ putBackSheet: 14, putBackCount: 3 })).toBe('请把第 14 至 16 张放回进纸器，然后按 Enter 继续。');
  expect(wordsOf({})).toBe('已收好 13 页。排除故障后按 Enter 继续。');
});

test('while the program is at it, nobody is asked to do anything', () => {
  for (const action of ['waiting', 'cancelling', 'restarting'] as const) expect(wordsOf({ action, putBackSheet: 14 })).not.toContain('Enter');
});
