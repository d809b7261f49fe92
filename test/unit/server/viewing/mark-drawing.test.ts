import fc from 'fast-check';
import { expect, test } from 'vitest';
import { drawMarkTile, drawSecrecyMark, escapeXml, tileLines } from '../../../../src-server/features/viewing/mark-drawing.ts';
import type { Levels } from '../../../../src-server/features/viewing/mark-levels.ts';
import { pressLevels } from '../../../../src-server/features/viewing/press-levels.ts';
import { secondsLeft, sessionStateAt } from '../../../../src-server/features/viewing/session-state.ts';

/** Lone halves of characters included. */
const anyText = fc.array(fc.integer({ min: 0, max: 0xffff })).map(units => String.fromCharCode(...units));

test('whatever a name contains, it is text of the drawing and never markup', () => {
  fc.assert(
    fc.property(anyText, name => {
      const escaped = escapeXml(name);
      expect(escaped).not.toMatch(/[<>"'\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/);
      expect(escaped.replace(/&#\d+;/g, '')).not.toContain('&');
    }),
  );
  expect(drawMarkTile(['</text><script>'], 620).svg).toContain('&#60;/text&#62;&#60;script&#62;');
  expect(drawSecrecyMark('秘密★10年', 20).svg).toContain('秘密★10年');
});

test('a long name and unit go on in the next line: nothing is cut off, and the letters stay large', () => {
  const line = '单'.repeat(100);
  const { svg } = drawMarkTile([line], 620);
  const texts = [...svg.matchAll(/<text[^>]*>([^<]*)</g)].map(match => match[1]);
  expect(texts.join('')).toBe(line);
  expect(Number(/font-size="([\d.]+)"/.exec(svg)?.[1])).toBeGreaterThanOrEqual(17);
});

test('the tile says all lines and the secrecy mark', () => {
  expect(tileLines({ lines: ['甲', ''], secrecyMark: '秘密★10年', grain: null })).toEqual(['甲', '秘密★10年']);
});

test('letters of a script that joins its signs are not torn apart at the end of a line', () => {
  const line = '\u182e\u1823\u1829\u182d\u1823\u182f\u180c'.repeat(12);
  const texts = [...drawMarkTile([line], 512).svg.matchAll(/<text[^>]*>([^<]*)</g)].map(match => match[1]!);
  expect(texts.join('')).toBe(line);
  expect(texts.length).toBeGreaterThan(1);
  for (const text of texts) expect(text).not.toMatch(/^\u180c/);
});

test('levels are added all over, over the edge too; white paper first makes room for them', () => {
  const levels = (width: number, height: number, values: readonly number[]): Levels => ({ width, height, values: Float32Array.from(values) });
  const nothing = levels(1, 1, [0]);
  const corner = { luma: nothing, blue: nothing, red: nothing };
  const page = (level: number): { data: Uint8Array; width: number; height: number } => ({ data: new Uint8Array(9 * 9 * 3).fill(level), width: 9, height: 9 });
  const reds = ({ data }: { data: Uint8Array }): number[] => [0, 1, 2, 8].map(x => data[x * 3]!);
  const grey = page(200);
  pressLevels(grey, { tile: levels(2, 1, [-5, 9]), corner }, 252);
  expect(reds(grey)).toEqual([195, 209, 195, 195]);
  const white = page(255);
  pressLevels(white, { tile: levels(2, 1, [-5, 9]), corner }, 243);
  expect(reds(white)).toEqual([238, 252, 238, 238]);
  const red = page(128);
  pressLevels(red, { tile: nothing, corner: { luma: nothing, blue: nothing, red: levels(1, 1, [50]) } }, 255);
  expect([...red.data.subarray(0, 6)]).toEqual([198, 92, 128, 128, 128, 128]);
});

test('a session ends by the clock, by withdrawal or by its reader, and the reason stays', () => {
  const endsAt = new Date(60_000);
  const at = (ms: number, closeReason: string | null = null) => sessionStateAt({ endsAt, closedAt: closeReason === null ? null : new Date(1), closeReason }, new Date(ms));
  expect([at(59_999), at(60_000), at(0, 'withdrawn'), at(90_000, 'withdrawn'), at(90_000, 'closed'), at(0, 'moved'), at(0, 'expired')]).toEqual(['open', 'expired', 'withdrawn', 'withdrawn', 'closed', 'closed', 'expired']);
  expect(secondsLeft({ endsAt, closedAt: null, closeReason: null }, new Date(59_999))).toBe(1);
  expect(secondsLeft({ endsAt, closedAt: null, closeReason: null }, new Date(61_000))).toBe(0);
});
