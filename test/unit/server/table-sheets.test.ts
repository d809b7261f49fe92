import { expect, test } from 'vitest';
import { drawSheets } from '../../../src-server/features/sheets/table-sheets.ts';

const sheetsOf = (cell: string | number, rows = 1): string[] => drawSheets({ title: '表', lead: '', foot: '', tables: [{ title: '', columns: ['甲', '乙'], shares: [0.9, 0.1], rows: Array.from({ length: rows }, () => ['', cell]) }] });
const sizesIn = (svg: string): number[] => [...svg.matchAll(/font-size="([\d.]+)"/g)].map(([, size]) => Number(size));
const textsIn = (svg: string): string[] => [...svg.matchAll(/>([^<]*)<\/text>/g)].map(([, text]) => text ?? '');

test('what is longer than its column goes on below, whole and in a size that can be read', () => {
  const [svg = ''] = sheetsOf('包组干档〔2026〕17号');
  expect(Math.min(...sizesIn(svg))).toBeGreaterThanOrEqual(8);
  expect(textsIn(svg).join('')).toContain('包组干档〔2026〕17号');
});

test('a number is never broken', () => {
  expect(textsIn(sheetsOf(123_456_789_012)[0] ?? '')).toContain('123456789012');
});

test('higher rows need more sheets, and none runs off its sheet', () => {
  const sheets = sheetsOf('一二三四五六七八九十一二三四五六七八九十', 60);
  expect(sheets.length).toBeGreaterThan(sheetsOf('一', 60).length);
  for (const svg of sheets) for (const [, y] of svg.matchAll(/<text x="[\d.]+" y="([\d.]+)"/g)) expect(Number(y)).toBeLessThan(820);
});
