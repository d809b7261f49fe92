import { expect, test } from 'vitest';
import type { SheetMark } from '#shared/domain/sheet-mark';
import type { Typeface } from '#shared/domain/typeface';
import { composeTables, paintSheets } from '../../src-server/features/sheets/index.ts';
import { inkExtent, rasterise, readPrinted } from '../support/printed.ts';

const at = new Date('2026-11-29T00:00:00Z');
const paper = { title: '字', at, width: 210, height: 297, pointsPerUnit: 72 / 25.4 } as const;
const textAt = (text: string, y: number, typeface: Typeface = 'hei'): SheetMark => ({ kind: 'text', text, x: 20, y, size: 10, anchor: 'start', typeface, ink: 'black', place: '姓名' });

test('tables are text that can be read back, in fonts that are embedded and cut down', async () => {
  const pdf = await composeTables({ title: '介质交接登记簿', lead: '秘密★10年', foot: '第 1 张', tables: [{ title: '介质', columns: ['编号', '内容'], shares: [0.5, 0.5], rows: [['包组干档〔2026〕17号', '买买提·艾则孜 𠮷林']] }] }, at);
  const { text, fonts, sizesMm } = await readPrinted(pdf);
  expect(text).toContain('介质交接登记簿');
  expect(text).toContain('包组干档〔2026〕17号');
  expect(text).toContain('买买提·艾则孜 𠮷林');
  expect(fonts.map(({ name }) => name.slice(7).replace(/-Identity-H$/, '')).sort()).toEqual(['NotoSansCJKsc-Bold', 'NotoSansCJKsc-Regular']);
  for (const font of fonts) expect(font).toMatchObject({ isEmbedded: true, isSubset: true, hasUnicode: true });
  expect(sizesMm).toHaveLength(1);
  expect(sizesMm[0]!.width).toBeCloseTo(210, 1);
  // Two whole fonts are forty million bytes.
  expect(pdf.length).toBeLessThan(60_000);
});

test.each<[string, Typeface]>([['Noto, outlines of PostScript', 'hei'], ['Song', 'song-bold'], ['Kai, outlines of TrueType', 'kai']])('%s: each character has a shape of its own and none is a box', async (_name, typeface) => {
  const characters = Array.from('档案目录一丨·永');
  const raster = await rasterise(await paintSheets({ ...paper, missing: 'refuse' }, [characters.map((text, index) => textAt(text, 20 + index * 30, typeface))]));
  const extents = characters.map((_character, index) => inkExtent(raster, { left: 15, right: 40, top: 5 + index * 30, bottom: 27 + index * 30 })!);
  const sizes = extents.map(({ left, top, right, bottom }) => ({ width: right - left, height: bottom - top }));
  const [archive, , , , one, stroke, dot] = sizes;
  expect(archive!.width).toBeGreaterThan(7.5);
  expect(archive!.height).toBeGreaterThan(7.5);
  expect(one!.width / one!.height).toBeGreaterThan(3);
  expect(stroke!.height / stroke!.width).toBeGreaterThan(3);
  expect(Math.max(dot!.width, dot!.height)).toBeLessThan(3);
});

test('rare characters of GB 18030 print from the next font that has them, beside common ones', async () => {
  // 㐀 U+3400, 䶿 U+4DBF, 鿐 U+9FD0, 𠀀 U+20000, 𪛖 U+2A6D6, 𫝀 U+2B740, 𬺓 U+2CE93: extensions A to E and the newer part of the basic plane.
  const name = '赵㐀鿐𠀀𪛖𫝀𬺓';
  const pdf = await paintSheets({ ...paper, missing: 'refuse' }, [[textAt(name, 40)]]);
  const { text, fonts } = await readPrinted(pdf);
  expect(text).toContain(name);
  expect(fonts.length).toBeGreaterThan(1);
  const raster = await rasterise(pdf);
  for (const index of Array.from(name).keys()) {
    const ink = inkExtent(raster, { left: 20 + index * 10, right: 30 + index * 10, top: 28, bottom: 44 })!;
    expect(ink.right - ink.left).toBeGreaterThan(6);
  }
});

test('a character that no font has is named with its place before anything is printed', async () => {
  const printing = paintSheets({ ...paper, missing: 'refuse' }, [[textAt('王\u{E123}', 40)]]);
  await expect(printing).rejects.toMatchObject({ code: 'sheet.glyph-missing', params: { character: '\u{E123}', code: 'U+E123', place: '姓名' } });
});

test("in a report of others' words it is spelt out, and the report can be printed", async () => {
  const pdf = await composeTables({ title: '表', lead: '', foot: '', tables: [{ title: '', columns: ['文件'], shares: [1], rows: [['扫描\u{E123}.jpg']] }] }, at);
  expect((await readPrinted(pdf)).text).toContain('扫描〔U+E123〕.jpg');
});
