import { describe, expect, test } from 'vitest';
import { linesPerSheet, PrintedRow, usualSetting, type CatalogueSheet } from '../../../src-shared/domain/catalogue-sheets/catalogue-book.ts';
import type { SheetMark } from '../../../src-shared/domain/sheet-mark.ts';
import { drawCatalogueSheet, previewCatalogueSheet } from '../../../src-shared/domain/catalogue-sheets/draw-catalogue.ts';
import { planCatalogue, type CataloguePlan, type PlanInput } from '../../../src-shared/domain/catalogue-sheets/plan-catalogue.ts';

const row = (classCode: string, sequence: number, name = `材料 ${classCode}-${String(sequence)}`): PrintedRow => PrintedRow.parse({ classCode, sequence, name, formedOn: '199907', pageCount: 3, remark: '' });
const plan = (of: Partial<PlanInput>): CataloguePlan => planCatalogue({ template: 'since-2012', setting: usualSetting, rows: [], printed: [], anew: [], ...of });
const printed = ({ sheets }: CataloguePlan): CatalogueSheet[] => sheets.map(({ slots }) => ({ isPrinted: true, slots }));
const said = ({ sheets }: CataloguePlan): string[][] =>
  sheets.map(({ slots }) => slots.map(slot => (slot.kind === 'heading' ? `#${slot.code}${slot.isContinued ? '+' : ''}` : slot.row ? `${slot.row.classCode}-${String(slot.row.sequence)}` : '')));

describe('the catalogue on paper', () => {
  test('each class has its heading and its spare rows, classes 4 and 9 also those of their parts', () => {
    const lines = said(plan({ rows: [row('1', 1), row('4-1', 1)] })).flat();
    expect(lines.slice(0, 5)).toEqual(['#1', '1-1', '', '', '']);
    const four = lines.indexOf('#4');
    expect(lines.slice(four, four + 7)).toEqual(['#4', '#4-1', '4-1-1', '', '', '', '#4-2']);
    expect(lines.filter(line => line.startsWith('#'))).toHaveLength(18);
  });
  test('every sheet is full, and no heading stands at its foot', () => {
    for (const spareRows of [0, 1, 2, 3, 7, 20]) {
      const { sheets } = plan({ setting: { ...usualSetting, spareRows }, rows: [row('2', 1), row('9-2', 1), row('10', 1)] });
      for (const { slots } of sheets) expect(slots).toHaveLength(linesPerSheet);
      if (spareRows > 0) for (const { slots } of sheets) expect(slots.at(-1)?.kind).toBe('row');
    }
  });
  test('per class each of the ten begins on a sheet of its own', () => {
    const sheets = said(plan({ setting: { ...usualSetting, isPerClass: true } }));
    expect(sheets.map(([first]) => first)).toEqual(['#1', '#2', '#3', '#4', '#5', '#6', '#7', '#8', '#9', '#10']);
  });
  test('before 2012 there are no headings; the number of the class stands in each row', () => {
    expect(said(plan({ template: 'before-2012', setting: { ...usualSetting, spareRows: 1 }, rows: [row('1', 1), row('2', 1)] })).flat().slice(0, 4)).toEqual(['1-1', '', '2-1', '']);
  });
  test('a new row goes onto the printed sheet, behind the last of its class; nothing else of it is printed', () => {
    const rows = [row('1', 1), row('3', 1)];
    const first = plan({ rows });
    const next = plan({ rows: [row('1', 1), row('1', 2), row('3', 1)], printed: printed(first) });
    expect(next.sheets.map(({ way }) => way)).toEqual(['added', ...first.sheets.slice(1).map(() => 'as-it-is')]);
    expect(said(next)[0]?.slice(0, 4)).toEqual(['#1', '1-1', '1-2', '']);
    const owner = { personName: '王芳', archiveNumber: 'BC1', copy: 'original', ordinal: 1, secrecy: { level: 'secret', years: 10 } } as const;
    const [added, whole] = [next.sheets[0]!, { ...next.sheets[0]!, way: 'blank' as const }].map(sheet => drawCatalogueSheet({ template: 'since-2012', owner, number: 1, sheet }).marks) as [SheetMark[], SheetMark[]];
    expect(added.every(mark => mark.kind === 'text')).toBe(true);
    expect(added.map(mark => (mark.kind === 'text' ? mark.text : ''))).toEqual(['2', '材料 1-2', '1999', '7', '3']);
    // To the hair where it would stand had all been printed at once.
    for (const mark of added) expect(whole).toContainEqual(mark);
    const preview = previewCatalogueSheet({ template: 'since-2012', owner, number: 1, sheet: next.sheets[0]! });
    expect(preview.filter(({ ink }) => ink === 'black')).toEqual(added);
    expect(preview).toHaveLength(whole.length);
  });
  test('where no spare row is left, a further sheet begins with the heading said again', () => {
    const setting = { ...usualSetting, spareRows: 1, hasEmptyClasses: false };
    const first = plan({ setting, rows: [row('1', 1), row('7', 1)] });
    const rows = [row('1', 1), row('1', 2), row('1', 3), row('3', 1), row('7', 1)];
    const next = plan({ setting, rows, printed: printed(first) });
    expect(next.sheets.map(({ way }) => way)).toEqual(['added', 'blank']);
    expect(said(next)[1]?.slice(0, 5)).toEqual(['#1+', '1-3', '', '#3+', '3-1']);
    const third = plan({ setting, rows: [...rows.slice(0, 3), row('1', 4), ...rows.slice(3)], printed: printed(next) });
    expect(third.sheets.map(({ way, added }) => [way, ...added])).toEqual([['as-it-is'], ['added', '1-4']]);
  });
  test('what paper and catalogue say differently is told, and cured by printing the sheet anew', () => {
    const first = plan({ rows: [row('1', 1), row('1', 2), row('1', 4)] });
    const rows = [row('1', 1, '改过的名称'), row('1', 3), row('1', 4)];
    const next = plan({ rows, printed: printed(first) });
    expect(next.findings.map(({ problem, sheet, row: { sequence } }) => [problem, sheet, sequence])).toEqual([['changed', 1, 1], ['removed', 1, 2], ['out-of-order', 1, 3]]);
    const anew = plan({ rows, printed: printed(first), anew: [1] });
    expect(anew.sheets[0]?.way).toBe('blank');
    expect(anew.findings.map(({ problem }) => problem)).toEqual(['out-of-order']);
    expect(plan({ rows }).findings).toEqual([]);
  });
  test('a sheet that did not come out right waits for blank paper as it was planned', () => {
    const first = plan({ rows: [row('1', 1)] });
    const next = plan({ rows: [row('1', 1), row('1', 2)], printed: printed(first).map((sheet, index) => ({ ...sheet, isPrinted: index === 0 })) });
    expect(next.sheets.map(({ way }) => way)).toEqual(['added', ...first.sheets.slice(1).map(() => 'blank')]);
    expect(said(next).slice(1)).toEqual(said(first).slice(1));
  });
  test('a title of 120 characters stands in its row; what is longer than any row can hold is named', () => {
    const owner = { personName: '买买提·艾则孜·阿布都拉尤', archiveNumber: 'BC1', copy: 'original', ordinal: 1, secrecy: { level: 'secret', years: 10 } } as const;
    const draw = (template: PlanInput['template'], remark: string) => drawCatalogueSheet({ template, owner, number: 1, sheet: plan({ template, rows: [{ ...row('1', 1, '关'.repeat(120)), remark }] }).sheets[0]! });
    expect(draw('since-2012', '').cut).toEqual([]);
    expect(draw('before-2012', '').cut).toEqual([]);
    expect(draw('since-2012', '备'.repeat(200)).cut).toEqual(['1-1']);
  });
});
