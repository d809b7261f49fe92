import { describe, expect, test } from 'vitest';
import { imageRules } from '../../../../src-shared/domain/import-rules/image-rules.ts';
import { judgeResolution } from '../../../../src-shared/domain/import-rules/image-resolution.ts';
import type { ImageFacts, ImageMeasures } from '../../../../src-shared/domain/image-facts.ts';
import { aContext, anImage, describeRules, mainImages, withFirst, withFirstRow, type Case } from './rule-cases.ts';

const measured = (measures: Partial<ImageMeasures>): Case => withFirst({ facts: { measures } });
const stored = (facts: Partial<Omit<ImageFacts, 'measures'>>): Case => withFirst({ facts });
const at = { classCode: '1', sequence: 1, page: 1 } as const;
const [first, ...others] = mainImages;
/** The original of the first page, and its improved image. */
const improved = (original: Partial<ImageMeasures>, optimised: Partial<ImageMeasures>): Case => ({ volume: { images: [anImage('1', [1, 1], { facts: { measures: original } }), anImage('1', [1, 1], { layer: 'optimised', facts: { measures: optimised } }), ...others] } });
const problems = ['empty', 'not-an-image', 'wrong-ending', 'truncated', 'too-large', 'timed-out', 'polyglot', 'unsupported'] as const;
const alike = (later: string, earlier: string): Case => ({ context: { likeImages: new Map([[later, earlier]]) } });
const foreign = (key: string, kind: 'exact' | 'near'): Case => ({ context: { foreignImages: new Map([[key, { kind, where: 'G2 9-2-1/1' }]]) } });

describe('rules of images', () => {
  describeRules(imageRules, {
    G01: { hits: Object.fromEntries(problems.map(problem => [problem, [stored({ problem, format: null }), { severity: 'block', place: at }]] as const)), misses: { 'an image that decodes': {} } },
    G02: {
      hits: {
        low: [stored({ widthPx: 1240, heightPx: 1754, headerDpi: 72 }), { severity: 'block', place: at, expected: '300', found: '150 (72)' }],
        doubtful: [stored({ widthPx: 1654, heightPx: 2339, headerDpi: 300 }), { severity: 'warn', found: '200 (300)' }],
        'optimised-low': [{ volume: { images: [...mainImages, anImage('1', [1, 1], { layer: 'optimised', facts: { widthPx: 827, heightPx: 1169, headerDpi: null } })] } }, { severity: 'block', found: '100 (-)' }],
      },
      misses: { 'a false header over enough pixels': stored({ headerDpi: 72 }), '16K at 300': stored({ widthPx: 2173, heightPx: 3071 }), 'A3 lying on its side': stored({ widthPx: 4961, heightPx: 3508 }), 'what cannot be decoded': stored({ problem: 'truncated', widthPx: 0, heightPx: 0 }) },
    },
    G03: { hits: { 'too-small': [stored({ widthPx: 1499, heightPx: 2100 }), { expected: '1500', found: '1499 × 2100' }], 'odd-shape': [stored({ widthPx: 2480, heightPx: 8000 })] }, misses: { 'a page on its side': stored({ widthPx: 3508, heightPx: 2480 }), 'the smallest width': stored({ widthPx: 1500, heightPx: 2100 }) } },
    G04: { hits: { grey: [stored({ colour: 'grey' }), { severity: 'warn', place: at }], bilevel: [stored({ colour: 'bilevel', bitsPerChannel: 1 }), { found: '1 bit' }] }, misses: { 'colour of a page without colour': measured({ colourShare: 0 }) } },
    G05: {
      hits: { cmyk: [stored({ colour: 'cmyk' }), { found: 'CMYK' }], 'other-colour': [stored({ colour: 'other' })], deep: [stored({ bitsPerChannel: 16 }), { found: '16 bit' }], alpha: [stored({ hasAlpha: true })], progressive: [stored({ isProgressive: true })] },
      misses: { 'eight bits of RGB': {} },
    },
    G06: { hits: { 'too-large': [stored({ bytes: 3_565_158 }), { expected: '2.0 MB', found: '3.4 MB' }], 'too-small': [stored({ bytes: 10_240 }), { expected: '30 KB', found: '10 KB' }] }, misses: { 'exactly the limit': stored({ bytes: 2 * 1024 * 1024 }), 'a small file of a blank page': withFirst({ facts: { bytes: 10_240, measures: { isBlank: true } } }) } },
    G07: { hits: { skew: [measured({ skewDegrees: -1.2 }), { place: at, expected: '1.0°', found: '-1.2°' }] }, misses: { 'the limit': measured({ skewDegrees: 1 }), 'a page that cannot tell': measured({ skewDegrees: null }), 'a skewed original that was straightened': improved({ skewDegrees: 4 }, { skewDegrees: 0.1 }) } },
    G08: { hits: { border: [measured({ borderShare: 0.05 }), { found: '5.0%' }], 'dark-corner': [measured({ darkCorners: 2 }), { found: '2' }] }, misses: { 'a thin edge': measured({ borderShare: 0.01 }), 'a frame that was cut off': improved({ borderShare: 0.1 }, { borderShare: 0 }) } },
    G09: {
      hits: { blurred: [measured({ sharpness: 0.1 }), { place: at, expected: '0.60', found: '0.10' }], 'low-contrast': [measured({ contrast: 0.2 })], exposure: [measured({ paperWhite: 60 }), { expected: '≥ 140', found: '60' }] },
      misses: { 'the limits': measured({ sharpness: 0.6, contrast: 0.25 }), 'a page without ink': measured({ sharpness: null, contrast: null }), 'yellowed paper': measured({ paperWhite: 150 }), 'a brown cover': measured({ paperWhite: 100, colourShare: 0.9 }), 'as much white as is allowed': measured({ clippedShare: 0.3 }) },
    },
    G10: {
      hits: { 'counted-blank': [measured({ isBlank: true }), { place: at }], blank: [{ volume: { ...withFirstRow({ pageCount: 1 }).volume, ...measured({ isBlank: true }).volume } }, { place: at }] },
      misses: { 'a page with three lines': measured({ inkShare: 0.003 }) },
    },
    G11: {
      hits: { sideways: [measured({ uprightTurn: 90 }), { place: at, found: '90°' }], 'upside-down': [measured({ uprightTurn: 180 })], landscape: [withFirst({ facts: { widthPx: 3508, heightPx: 2480, measures: { turnConfidence: 0.2 } } }), { found: '3508 × 2480' }] },
      misses: { 'a guess': measured({ uprightTurn: 270, turnConfidence: 0.8 }), 'a wide table that stands upright': stored({ widthPx: 4961, heightPx: 3508 }), 'a wide table that is likely upright': withFirst({ facts: { widthPx: 4961, heightPx: 3508, measures: { turnConfidence: 0.7 } } }), 'an original on its side that was turned': improved({ uprightTurn: 90 }, { uprightTurn: 0 }) },
    },
    G12: {
      hits: {
        same: [{ volume: { images: [first!, { ...others[0]!, facts: { ...others[0]!.facts, digest: first!.facts.digest } }, ...others.slice(1)] } }, { severity: 'block', place: { page: 2 }, found: '1-1/1' }],
        near: [alike(others[0]!.facts.digest, first!.facts.digest), { severity: 'warn', place: { page: 2 }, found: '1-1/1' }],
        'foreign-same': [foreign(first!.facts.digest, 'exact'), { severity: 'block', place: at, found: 'G2 9-2-1/1' }],
        'foreign-near': [foreign(first!.facts.digest, 'near'), { severity: 'warn', place: at }],
      },
      misses: { 'a page like one that is not there': alike(others[0]!.facts.digest, 'f'.repeat(64)), 'both layers of one page': { volume: { images: [...mainImages, ...mainImages.map(image => ({ ...image, layer: 'optimised' as const }))] } } }, // `as const`: a literal of the union
    },
    G13: { hits: { cut: [measured({ cutEdges: ['top', 'right'] }), { place: at, found: '↑ →' }] }, misses: { 'margins all round': measured({ cutEdges: [] }) } },
    G14: { hits: { stripes: [measured({ stripes: 2 }), { severity: 'info', found: '2' }] }, misses: { 'no stripes': measured({ stripes: 0 }) } },
  });

  test.each([
    [{ widthPx: 2480, heightPx: 3508, headerDpi: 300 }, 'enough', 'A4'],
    [{ widthPx: 2340, heightPx: 3300, headerDpi: 0 }, 'enough', 'A4 that was trimmed'],
    [{ widthPx: 2480, heightPx: 3508, headerDpi: 2400 }, 'enough', 'A4 under an absurd header'],
    [{ widthPx: 2303, heightPx: 3189, headerDpi: 300 }, 'enough', '16K'],
    [{ widthPx: 2173, heightPx: 3071, headerDpi: 72 }, 'doubtful', '16K, or an A4 at 262'],
    [{ widthPx: 1240, heightPx: 1754, headerDpi: 300 }, 'doubtful', 'A4 at 150 whose header was changed, or a slip of paper'],
    [{ widthPx: 1654, heightPx: 2339, headerDpi: 200 }, 'low', 'A4 at 200'],
    [{ widthPx: 1654, heightPx: 2339, headerDpi: null }, 'low', 'A4 at 200 without a header'],
    [{ widthPx: 3307, heightPx: 2339, headerDpi: 200 }, 'low', 'A3 at 200'],
    [{ widthPx: 2480, heightPx: 3508, headerDpi: 150 }, 'enough', 'A4 whose header would make it A2'],
    [{ widthPx: 2480, heightPx: 9000, headerDpi: 300 }, 'enough', 'a sheet that is folded out'],
  ] as const)('the resolution of %o is %s: %s', (facts, verdict, _) => {
    expect(judgeResolution(facts, aContext.policy.minDpi).verdict).toBe(verdict);
  });
});
