import { describe, expect, test } from 'vitest';
import { defaultStripTemplates } from '#shared/domain/default-strips';
import type { SheetMark, TextMark } from '#shared/domain/sheet-mark';
import { compareOnShelf, StripTemplate, stripSizeMm, textOfField, type StripField, type StripValues } from '#shared/domain/spine-strip';
import { layoutStrip } from '#shared/domain/strip-layout';
import { layoutStripSheets, planStripSheets } from '#shared/domain/strip-sheets';

const values: StripValues = { name: '王芳', unit: '包头市委组织部', archiveNumber: 'BC20260001', nativePlace: '内蒙古包头', copy: 'original', ordinal: 1, volumeCount: 1, secrecy: { level: 'secret', years: 10 }, labelNumber: '4026112907' };
const field = (rest: Partial<StripField>): StripField => ({
  ...{ content: 'name', text: '', direction: 'down', xMm: 1, yMm: 10, widthMm: 20, heightMm: 120, sizeMm: 16, leastMm: 4, typeface: 'hei-bold', ink: 'black', latin: 'upright', align: 'spread' },
  ...rest,
});
const templateOf = (...fields: StripField[]): StripTemplate => ({ name: '试', shape: { kind: 'spine', boxThicknessMm: 25, clearanceMm: 3, lengthMm: 310 }, fields, redInk: 'separation' });
const texts = (marks: readonly SheetMark[]): TextMark[] => marks.filter(mark => mark.kind === 'text');
const set = (name: string, rest: Partial<StripField> = {}) => layoutStrip(templateOf(field(rest)), { ...values, name });

describe('a column', () => {
  test('the strip is as much narrower than the box as the template says', () => {
    expect(stripSizeMm(templateOf(field({})).shape)).toEqual({ widthMm: 22, lengthMm: 310 });
  });

  test.each(['王芳', '欧阳建国', '阿不都热合曼', '买买提·艾则孜·阿布都拉尤', '一二三四五六七八九十一二三四五'])('%s is spread evenly, in its order, inside its extent, about its middle', name => {
    const marks = texts(set(name).marks);
    expect(marks.map(({ text }) => text).join('')).toBe(name);
    const squares = marks.filter(({ text }) => text !== '·');
    const steps = squares.slice(1).map(({ y }, index) => y - squares[index]!.y);
    if (!name.includes('·')) expect(Math.max(...steps) - Math.min(...steps)).toBeLessThan(0.01);
    const [first, last, size] = [marks[0]!.y - 0.88 * marks[0]!.size, marks.at(-1)!.y + 0.12 * marks[0]!.size, marks[0]!.size];
    expect(first).toBeGreaterThanOrEqual(10 - 0.01);
    expect(last).toBeLessThanOrEqual(130 + 0.01);
    expect((first + last) / 2).toBeCloseTo(70, 1);
    expect(size).toBeGreaterThanOrEqual(4);
    for (const { x } of marks) expect(x).toBeCloseTo(11, 5);
  });

  test('a name too long for the least size is found, not cut', () => {
    const { marks, findings } = set('买买提·艾则孜·阿布都拉·吐尔逊·玉山江', { heightMm: 60, leastMm: 4 });
    expect(findings).toEqual([{ field: 0, problem: 'too-long', foundMm: 3.33, leastMm: 4 }]);
    expect(texts(marks).map(({ text }) => text).join('')).toBe('买买提·艾则孜·阿布都拉·吐尔逊·玉山江');
  });

  test('letters stand on their feet or lie, brackets lie, two digits stand side by side', () => {
    expect(texts(set('李AB（12）').marks).map(({ text, isTurned }) => [text, isTurned === true])).toEqual([['李', false], ['A', false], ['B', false], ['（', true], ['12', false], ['）', true]]);
    expect(texts(set('李AB2026', { latin: 'turned' }).marks).map(({ text, isTurned }) => [text, isTurned === true])).toEqual([['李', false], ['AB2026', true]]);
  });

  test('what lies outside the strip is found', () => {
    expect(set('王芳', { xMm: 5 }).findings).toEqual([{ field: 0, problem: 'outside', foundMm: 3, leastMm: 0 }]);
  });
});

describe('bars', () => {
  const bars = (rest: Partial<StripField>, archiveNumber = 'BC20260001') => layoutStrip(templateOf(field({ content: 'barcode', heightMm: 46, ...rest })), { ...values, archiveNumber });

  test('are whole dots of the printer, so that all come out of one width', () => {
    const boxes = bars({}).marks.filter(mark => mark.kind === 'box');
    const dots = boxes.map(({ height }) => (height / 25.4) * 600);
    for (const each of dots) expect(Math.abs(each - Math.round(each))).toBeLessThan(1e-6);
  });

  test.each([
    [{ heightMm: 20 }, 'BC20260001', 'barcode-too-fine'],
    [{}, '包干0001', 'barcode-characters'],
  ])('that no scanner could read are found and not printed', (rest, archiveNumber, problem) => {
    const { marks, findings } = bars(rest, archiveNumber);
    expect(marks).toEqual([]);
    expect(findings).toMatchObject([{ field: 0, problem }]);
  });
});

describe('what comes with the program', () => {
  test.each(defaultStripTemplates.map(record => [record.template.name, record.template] as const))('%s is valid and takes short and long names without a finding', (_name, template) => {
    expect(StripTemplate.parse(template)).toEqual(template);
    for (const name of ['王芳', '买买提·艾则孜·阿布都拉尤木']) {
      for (const volumeCount of [1, 12]) expect(layoutStrip(template, { ...values, name, volumeCount, ordinal: volumeCount, unit: '内蒙古自治区包头市昆都仑区卜尔汉图镇人民政府' }).findings).toEqual([]);
    }
  });
});

describe('sheets', () => {
  const template = defaultStripTemplates[0]!.template;
  const many = Array.from({ length: 20 }, () => values);

  test('on long paper each strip is a sheet of its own size', () => {
    const setting = { paper: 'long', marginMm: 5 } as const;
    const plan = planStripSheets(template, setting)!;
    expect(plan).toMatchObject({ widthMm: 22, heightMm: 310 });
    expect(layoutStripSheets(template, many, { plan, setting }).sheets).toHaveLength(20);
  });

  test.each(['a4', 'a3'] as const)('on %s nothing lies in the margin, and every strip is cut out by lines', paper => {
    const setting = { paper, marginMm: 6 } as const;
    const plan = planStripSheets(template, setting)!;
    const { sheets, findings } = layoutStripSheets(template, many, { plan, setting });
    expect(findings).toEqual([]);
    expect(plan.columns).toBe(paper === 'a4' ? 9 : 12);
    expect(sheets).toHaveLength(paper === 'a4' ? 3 : 2);
    for (const mark of sheets.flat()) {
      const [x, y] = mark.kind === 'line' ? [Math.max(mark.x1, mark.x2), Math.max(mark.y1, mark.y2)] : mark.kind === 'box' ? [mark.x + mark.width, mark.y + mark.height] : [mark.x, mark.y];
      expect(x).toBeLessThanOrEqual(plan.widthMm - 6 + 1e-6);
      expect(y).toBeLessThanOrEqual(plan.heightMm - 6 + 1e-6);
    }
    const lastSheet = sheets.at(-1)!;
    const onLast = 20 - (sheets.length - 1) * plan.columns;
    expect(lastSheet.filter(mark => mark.kind === 'line' && mark.x1 === mark.x2)).toHaveLength(onLast + 1);
  });

  test('a spine strip is shortened for A4, a label never', () => {
    expect(planStripSheets(template, { paper: 'a4', marginMm: 6 })!.stripLengthMm).toBe(285);
    expect(planStripSheets(defaultStripTemplates[3]!.template, { paper: 'a4', marginMm: 6 })).toMatchObject({ stripLengthMm: 90, columns: 3, rows: 3 });
  });
});

test('on the shelf 9 comes before 10, the original before its duplicate, the first volume before the second', () => {
  const shelf = (archiveNumber: string, copy: 'original' | 'duplicate', ordinal: number) => ({ archiveNumber, copy, ordinal });
  const sorted = [shelf('BC10', 'original', 1), shelf('BC9', 'duplicate', 1), shelf('BC9', 'original', 2), shelf('BC9', 'original', 1)].sort(compareOnShelf);
  expect(sorted).toEqual([shelf('BC9', 'original', 1), shelf('BC9', 'original', 2), shelf('BC9', 'duplicate', 1), shelf('BC10', 'original', 1)]);
});

test('a volume is numbered only where there are several', () => {
  expect(textOfField({ content: 'volume', text: '' }, values)).toBe('');
  expect(textOfField({ content: 'volume', text: '' }, { ...values, ordinal: 2, volumeCount: 3 })).toBe('第2卷 共3卷');
});
