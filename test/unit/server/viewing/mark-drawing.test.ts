import fc from 'fast-check';
import { expect, test } from 'vitest';
import { drawMarkTile, drawSecrecyMark, escapeXml, tileLines } from '../../../../src-server/features/viewing/mark-drawing.ts';
import { pressStamp, type Stamp } from '../../../../src-server/features/viewing/stamp.ts';
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
  expect(tileLines({ lines: ['甲', ''], secrecyMark: '秘密★10年' })).toEqual(['甲', '秘密★10年']);
});

test('a stamp is pressed all over, over the edge too, and changes only what it touches', () => {
  // Two by two pixels, of which the upper left is half-transparent black.
  const stamp: Stamp = { width: 2, height: 2, rowStarts: Uint32Array.of(0, 1, 1), columns: Uint16Array.of(0), keep: Uint8Array.of(127), add: Uint16Array.of(0, 0, 0) };
  const page = (): { data: Uint8Array; width: number; height: number } => ({ data: new Uint8Array(3 * 3 * 3).fill(255), width: 3, height: 3 });
  const reds = ({ data }: { data: Uint8Array }): number[] => Array.from({ length: 9 }, (_, index) => data[index * 3]!);
  const tiled = page();
  pressStamp(tiled, stamp, true);
  expect(reds(tiled)).toEqual([127, 255, 127, 255, 255, 255, 127, 255, 127]);
  const once = page();
  pressStamp(once, stamp, false);
  expect(reds(once)).toEqual([127, 255, 255, 255, 255, 255, 255, 255, 255]);
});

test('a session ends by the clock, by withdrawal or by its reader, and the reason stays', () => {
  const endsAt = new Date(60_000);
  const at = (ms: number, closeReason: string | null = null) => sessionStateAt({ endsAt, closedAt: closeReason === null ? null : new Date(1), closeReason }, new Date(ms));
  expect([at(59_999), at(60_000), at(0, 'withdrawn'), at(90_000, 'withdrawn'), at(90_000, 'closed'), at(0, 'moved'), at(0, 'expired')]).toEqual(['open', 'expired', 'withdrawn', 'withdrawn', 'closed', 'closed', 'expired']);
  expect(secondsLeft({ endsAt, closedAt: null, closeReason: null }, new Date(59_999))).toBe(1);
  expect(secondsLeft({ endsAt, closedAt: null, closeReason: null }, new Date(61_000))).toBe(0);
});
