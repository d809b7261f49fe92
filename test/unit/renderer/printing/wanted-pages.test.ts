import { expect, test } from 'vitest';
import { MaterialId, PageId } from '#shared/domain/ids';
import type { ViewableMaterial } from '#shared/domain/viewing';
import { wantedPages, writtenDown } from '../../../../src-renderer/features/printing/wanted-pages.ts';

const aMaterial = (pageCount: number): ViewableMaterial => ({
  ...{ id: MaterialId.parse(crypto.randomUUID()), classCode: '1', sequence: 1, name: '材料', formedOn: null, pageCount, remark: '' },
  ...{ canPrint: true, printRegions: [], pages: Array.from({ length: pageCount }, (_, index) => ({ id: PageId.parse(crypto.randomUUID()), number: index + 1, widthPx: 100, heightPx: 141 })) },
});
const [resume, degree] = [aMaterial(4), aMaterial(2)];
const numbers = (wanted: ReadonlyMap<MaterialId, string>) => wantedPages([resume, degree], wanted)?.map(({ materialId, number }) => `${materialId === resume.id ? 'resume' : 'degree'} ${String(number)}`);

test('pages of several materials come in the order of the materials, not of the choosing', () => {
  expect(numbers(new Map([[degree.id, ''], [resume.id, '2-3']]))).toEqual(['resume 2', 'resume 3', 'degree 1', 'degree 2']);
});

test('nothing chosen, or one page that is not there, is no choice', () => {
  expect(numbers(new Map())).toBeUndefined();
  expect(numbers(new Map([[resume.id, ''], [degree.id, '3']]))).toBeUndefined();
});

test('what is missing after a jam is written down as it would be typed', () => {
  const missing = wantedPages([resume, degree], new Map([[resume.id, ''], [degree.id, '']]))!.slice(3);
  expect([...writtenDown(missing)]).toEqual([[resume.id, '4'], [degree.id, '1, 2']]);
  expect(numbers(writtenDown(missing))).toEqual(['resume 4', 'degree 1', 'degree 2']);
});
