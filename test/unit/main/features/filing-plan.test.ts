import { expect, test } from 'vitest';
import { planFiling } from '../../../../src-main/features/filing/filing-plan.ts';
import { plainRecipe } from '../../../../src-shared/domain/page-recipe.ts';
import { aStoredPage as aPage } from '../../../support/draft-pages.ts';

const row = { classCode: '1', sequence: 1, name: '干部履历表', pageCount: 2 } as const;

test('a row without remark and date is complete', () => {
  const pages = [aPage(), aPage()];
  expect(planFiling(row, pages).row).toEqual({ ...row, remark: '', formedOn: null });
});

test('nothing scanned is nothing to file', () => {
  expect(() => planFiling(row, [])).toThrow(expect.objectContaining({ code: 'draft.empty' }));
});

test('missing and impossible fields are named', () => {
  const refusal = expect.objectContaining({ code: 'catalogue.row-incomplete', params: { fields: 'classCode, sequence' } }) as Error;
  expect(() => planFiling({ name: 'x', pageCount: 1, sequence: 0 }, [aPage()])).toThrow(refusal);
});

test('catalogue and images that differ are refused with both numbers', () => {
  const refusal = expect.objectContaining({ code: 'catalogue.pages-differ', params: { catalogue: 2, images: 3 } }) as Error;
  expect(() => planFiling(row, [aPage(), aPage(), aPage()])).toThrow(refusal);
});

test('the fingerprint is of the content: order of typing and progress of uploads do not count, everything else does', () => {
  const pages = [aPage(), aPage()];
  const fingerprint = planFiling(row, pages).fingerprint;
  const typedOtherwise = { pageCount: 2, name: '干部履历表', sequence: 1, classCode: '1' } as const;
  expect(planFiling(typedOtherwise, pages.map(page => ({ ...page, uploadUrl: 'https://x/1' }))).fingerprint).toBe(fingerprint);
  expect(planFiling({ ...row, name: '干部简历' }, pages).fingerprint).not.toBe(fingerprint);
  expect(planFiling(row, [...pages].reverse()).fingerprint).not.toBe(fingerprint);
  expect(planFiling(row, pages.map(page => ({ ...page, recipe: { ...plainRecipe, turn: 90 } }))).fingerprint).not.toBe(fingerprint);
});

test('what was laid aside is no page and not counted; it is filed beside, in its place, but for separator sheets', () => {
  const pages = [aPage(), aPage({ isSetAside: true }), aPage()];
  expect(planFiling(row, pages).pages).toEqual([pages[0], pages[2]]);
  expect(planFiling(row, pages).setAside).toEqual([{ page: pages[1], after: 1 }]);
  expect(planFiling(row, [...pages, aPage({ isSetAside: true, separator: 'next-material' })]).setAside).toHaveLength(1);
  expect(planFiling(row, [pages[0]!, pages[2]!]).fingerprint).not.toBe(planFiling(row, pages).fingerprint);
  const many = Array.from({ length: 401 }, () => aPage({ isSetAside: true }));
  expect(() => planFiling(row, [...pages, ...many])).toThrow(expect.objectContaining({ code: 'draft.too-many-aside', params: { count: 402, most: 400 } }));
  expect(() => planFiling(row, pages.map(page => ({ ...page, isSetAside: true })))).toThrow(expect.objectContaining({ code: 'draft.empty' }));
});
