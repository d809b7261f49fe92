import { expect, test } from 'vitest';
import type { SheetMark, TextMark } from '#shared/domain/sheet-mark';
import { drawSheets } from '../../../src-server/features/sheets/table-sheets.ts';

const sheetsOf = (cell: string | number, rows = 1): SheetMark[][] => drawSheets({ title: '表', lead: '', foot: '', tables: [{ title: '', columns: ['甲', '乙'], shares: [0.9, 0.1], rows: Array.from({ length: rows }, () => ['', cell]) }] });
const textsIn = (marks: readonly SheetMark[] = []): TextMark[] => marks.filter(mark => mark.kind === 'text');
const wordsIn = (marks?: readonly SheetMark[]): string[] => textsIn(marks).map(({ text }) => text);

test('what is longer than its column goes on below, whole and in a size that can be read', () => {
  const [sheet] = sheetsOf('包组干档〔2026〕17号');
  expect(Math.min(...textsIn(sheet).map(({ size }) => size))).toBeGreaterThanOrEqual(8);
  expect(wordsIn(sheet).join('')).toContain('包组干档〔2026〕17号');
});

test('a number is never broken', () => {
  expect(wordsIn(sheetsOf(123_456_789_012)[0])).toContain('123456789012');
});

test('a rare character at the end of a line is not cut in two', () => {
  const words = wordsIn(sheetsOf('𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷')[0]);
  expect(words.filter(word => /[\ud800-\udbff](?![\udc00-\udfff])/.test(word))).toEqual([]);
  expect(words.join('')).toContain('𠮷'.repeat(11));
});

test('higher rows need more sheets, and none runs off its sheet', () => {
  const sheets = sheetsOf('一二三四五六七八九十一二三四五六七八九十', 60);
  expect(sheets.length).toBeGreaterThan(sheetsOf('一', 60).length);
  for (const { y } of sheets.flatMap(textsIn)) expect(y).toBeLessThan(830);
});
