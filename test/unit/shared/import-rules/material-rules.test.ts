import { describe } from 'vitest';
import { materialRules } from '../../../../src-shared/domain/import-rules/material-rules.ts';
import { aRow, anImage, describeRules, mainImages, mainRows, pagesOf, withFirst, withRows, type Case } from './rule-cases.ts';

const withImages = (...images: typeof mainImages): Case => ({ volume: { images } });
const [first, second, ...others] = mainImages;
const optimised = mainImages.map(image => ({ ...image, layer: 'optimised' as const, path: `优化图像/${image.path}` })); // `as const`: a literal of the union
const manyPages = (name: (page: number) => string): Case => ({
  volume: { rows: [...mainRows, aRow('7', 1, { pageCount: 12 })], images: [...mainImages, ...Array.from({ length: 12 }, (_, index) => anImage('7', [1, index + 1], { path: `7/${name(index + 1)}` }))] },
});

describe('rules of materials and their images', () => {
  describeRules(materialRules, {
    M01: {
      hits: { fewer: [withImages(first!, ...others), { severity: 'block', place: { classCode: '1', sequence: 1 }, expected: '2', found: '1' }], 'more-images': [withImages(...mainImages, anImage('1', [1, 3])), { expected: '2', found: '3' }] },
      misses: { 'as many as the catalogue says': {}, 'both layers complete': withImages(...mainImages, ...optimised), 'no image at all, which M02 tells': withImages(...others) },
    },
    M02: {
      hits: { 'no-images': [withImages(...others), { place: { classCode: '1', sequence: 1 }, expected: '2', found: '0' }], 'volume-without-images': [withImages(), { expected: '3' }] },
      misses: { 'too few images, which M01 tells': withImages(first!, ...others) },
    },
    M03: {
      hits: { 'no-row': [withImages(...mainImages, ...pagesOf('7', 1)), { place: { classCode: '7', sequence: 1, path: '7/0101.jpg' }, found: '2' }], 'no-catalogue': [{ volume: { rows: [], hasCatalogue: false } }, { found: '6' }] },
      misses: { 'a row that is found': withRows(aRow('7', 1)), 'a folder of no class, which C01 tells': withImages(...mainImages, anImage('7', [1, 1], { classCode: null })) },
    },
    M04: {
      hits: { gap: [withImages(second!, ...others), { place: { classCode: '1', sequence: 1, page: 1 }, expected: '1' }], duplicate: [withImages(first!, { ...second!, page: 1 }, ...others), { place: { page: 1 }, expected: '1/0101.jpg', found: '1/0102.jpg' }] },
      misses: { 'the same page in both layers': withImages(...mainImages, ...optimised), 'the last page missing, which M01 tells': withImages(first!, ...others) },
    },
    M05: {
      hits: {
        'no-optimised': [withImages(...mainImages, ...optimised.slice(1)), { severity: 'block', place: { classCode: '1', sequence: 1, page: 1 } }],
        'no-original': [withImages(...mainImages.slice(1), ...optimised), { place: { classCode: '1', sequence: 1, page: 1 } }],
        'originals-missing': [withImages(...optimised), { expected: '6', found: '0' }],
      },
      misses: { 'originals alone': {}, 'both layers complete': withImages(...mainImages, ...optimised) },
    },
    M06: {
      hits: {
        'unknown-name': [withFirst({ path: '1/IMG_1.jpg', isNameKnown: false, page: null, sequence: null }), { place: { classCode: '1', path: '1/IMG_1.jpg' } }],
        order: [withImages({ ...first!, path: '1/scan2.jpg' }, { ...second!, path: '1/scan1.jpg' }, ...others), { place: { page: 2 }, expected: 'scan1.jpg', found: 'scan2.jpg' }],
      },
      misses: {
        'pages that are padded': manyPages(page => `01${String(page).padStart(2, '0')}.jpg`),
        'pages that are not': manyPages(page => `01${String(page)}.jpg`),
        'pages of one PDF': manyPages(page => `01.pdf#${String(page)}`),
        'names that are identifiers': manyPages(page => `${['f', 'a', '9c', 'b7'][page % 4]!}${String(9000 - page)}-${String(page)}e.jpg`),
      },
    },
  });
});
