import type { Place } from '../finding.ts';
import type { ImageFacts, ImageMeasures } from '../image-facts.ts';
import type { IntakePolicy } from '../intake-policy.ts';
import type { CheckedImage } from '../staged-volume.ts';
import { findDuplicates } from './duplicate-images.ts';
import { judgeResolution } from './image-resolution.ts';
import { isReadable, perFile, perPicture, perScan, scannedImage, shownImage, type Told } from './per-page.ts';
import { defineRule, type CheckedVolume, type Found } from './rule.ts';
import { countedLayer, groupByMaterial, groupRows, listPages, materialKey, placeOf, type PageImages } from './volume-index.ts';

export const imageRules = {
  G01: defineRule({
    severity: 'block',
    isFixed: true,
    final: 'all',
    origin: 'own',
    source: '每个图像文件完整可解码，扩展名与内容一致',
    variants: ['empty', 'not-an-image', 'wrong-ending', 'truncated', 'too-large', 'timed-out', 'polyglot', 'unsupported'],
    check: ({ images }) => images.flatMap(image => (image.facts.problem === null ? [] : [{ variant: image.facts.problem, place: placeOf(image), found: image.facts.format ?? '' }])),
  }),
  G02: defineRule({
    severity: 'block',
    origin: 'confirmed',
    source: '干部档案数字化招标与验收：不低于 300 dpi；文件头的 dpi 常不真实，以像素和纸张推算',
    variants: ['low', 'doubtful', 'optimised-low'],
    check: (volume, { policy }) =>
      listPages(volume).flatMap((page): readonly Found<'low' | 'doubtful' | 'optimised-low'>[] => {
        const original = page.original && tellResolution(page.original, policy);
        if (original) return [original];
        const optimised = page.optimised && tellResolution(page.optimised, policy);
        return optimised ? [{ ...optimised, variant: optimised.variant === 'low' ? 'optimised-low' : optimised.variant }] : [];
      }),
  }),
  G03: defineRule({
    severity: 'warn',
    origin: 'own',
    source: 'A4、16K、A3 幅面的合理像素',
    variants: ['too-small', 'odd-shape'],
    check: perFile(({ widthPx, heightPx }, { minWidthPx }): Told<'too-small' | 'odd-shape'> => {
      const [short, long] = [Math.min(widthPx, heightPx), Math.max(widthPx, heightPx)];
      if (short < minWidthPx) return { variant: 'too-small', expected: String(minWidthPx), found: `${String(widthPx)} × ${String(heightPx)}` };
      return long / short > longestShape ? { variant: 'odd-shape', expected: '210 × 297', found: `${String(widthPx)} × ${String(heightPx)}` } : null;
    }),
  }),
  G04: defineRule({
    severity: 'warn',
    origin: 'confirmed',
    source: '干部档案数字化招标：全部彩色扫描（24 位 RGB）',
    variants: ['grey', 'bilevel'],
    check: perFile(({ colour, bitsPerChannel }) => (colour === 'grey' || colour === 'bilevel' ? { variant: colour, expected: '24 bit', found: `${String(bitsPerChannel)} bit` } : null)),
  }),
  G05: defineRule({
    severity: 'warn',
    origin: 'own',
    source: 'CMYK、16 位、渐进式、带透明的图像会给阅览和打印带来麻烦',
    variants: ['cmyk', 'other-colour', 'deep', 'alpha', 'progressive'],
    check: perFile(tellEncoding),
  }),
  G06: defineRule({
    severity: 'warn',
    origin: 'confirmed',
    source: '单页文件大小有上限；过小的文件多半内容不全',
    variants: ['too-large', 'too-small'],
    check: perFile(({ bytes, measures }, { maxFileBytes, minFileBytes }): Told<'too-large' | 'too-small'> => {
      if (bytes > maxFileBytes) return { variant: 'too-large', expected: formatBytes(maxFileBytes), found: formatBytes(bytes) };
      return bytes < minFileBytes && measures?.isBlank !== true ? { variant: 'too-small', expected: formatBytes(minFileBytes), found: formatBytes(bytes) } : null;
    }),
  }),
  G07: defineRule({
    severity: 'warn',
    origin: 'confirmed',
    source: '纠偏：偏斜不超过 1 度（一些城市 3 度）',
    variants: ['skew'],
    check: perPicture(({ skewDegrees }, { maxSkewDegrees }) => (skewDegrees !== null && Math.abs(skewDegrees) > maxSkewDegrees ? { variant: 'skew', expected: degrees(maxSkewDegrees), found: degrees(skewDegrees) } : null)),
  }),
  G08: defineRule({
    severity: 'warn',
    origin: 'confirmed',
    source: '去污、裁边：无页外黑边、黑角和装订阴影',
    variants: ['border', 'dark-corner'],
    check: perPicture(({ borderShare, darkCorners }, { maxBorderShare }): Told<'border' | 'dark-corner'> => {
      if (borderShare > maxBorderShare) return { variant: 'border', expected: percent(maxBorderShare), found: percent(borderShare) };
      return darkCorners > 0 ? { variant: 'dark-corner', expected: '0', found: String(darkCorners) } : null;
    }),
  }),
  G09: defineRule({
    severity: 'warn',
    origin: 'confirmed',
    source: '图像清晰、反差适度、曝光正常',
    variants: ['blurred', 'low-contrast', 'exposure'],
    check: perScan(tellClearness),
  }),
  G10: defineRule({
    severity: 'warn',
    origin: 'own',
    source: '空白面不编页码、不计页数',
    variants: ['blank', 'counted-blank'],
    check: findBlanks,
  }),
  G11: defineRule({
    severity: 'warn',
    origin: 'confirmed',
    source: '图像正向：实测一卷 126 幅中 113 幅横放而无方向标记',
    variants: ['sideways', 'upside-down', 'landscape'],
    check: (volume, { policy }) => listPages(volume).flatMap(page => tellTurn(page, policy)),
  }),
  G12: defineRule({
    severity: 'warn',
    origin: 'confirmed',
    source: '重扫（卷内重复）与装错（与他人卷内图像重复）',
    variants: ['same', 'near', 'foreign-same', 'foreign-near'],
    check: findDuplicates,
  }),
  G13: defineRule({
    severity: 'warn',
    origin: 'confirmed',
    source: '压边：文字或页边被裁切',
    variants: ['cut'],
    check: perScan(({ cutEdges }) => (cutEdges.length === 0 ? null : { variant: 'cut', found: cutEdges.map(edge => arrows[edge]).join(' ') })),
  }),
  G14: defineRule({
    severity: 'info',
    origin: 'own',
    source: '贯通条纹：扫描仪感光元件脏污或损坏',
    variants: ['stripes'],
    check: perScan(({ stripes }) => (stripes > 0 ? { variant: 'stripes', expected: '0', found: String(stripes) } : null)),
  }),
};

const longestShape = 2.2;
/** A wide page that is upright with so much confidence, although not surely, is left alone. */
const likelyTurn = 0.5;
/** Covers and old paper are dark by themselves; then most of the page has a colour. */
const colouredPaper = 0.3;
const arrows = { top: '↑', right: '→', bottom: '↓', left: '←' } as const;

const degrees = (value: number): string => `${value.toFixed(1)}°`;
const percent = (share: number): string => `${(share * 100).toFixed(1)}%`;
const formatBytes = (bytes: number): string => (bytes < 1024 * 1024 ? `${(bytes / 1024).toFixed(0)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`);

/** Names what the header claims beside what the pixels give: suppliers look at the header. */
function tellResolution(image: CheckedImage | null, { minDpi }: IntakePolicy): Found<'low' | 'doubtful'> | null {
  if (!image || !isReadable(image)) return null;
  const { dpi, verdict } = judgeResolution(image.facts, minDpi);
  if (verdict === 'enough') return null;
  const header = image.facts.headerDpi;
  const found = `${String(Math.round(dpi))} (${header === null ? '-' : String(Math.round(header))})`;
  return { variant: verdict, place: placeOf(image), expected: String(minDpi), found, ...(verdict === 'doubtful' ? { severity: 'warn' } : {}) };
}

function tellEncoding({ colour, bitsPerChannel, hasAlpha, isProgressive }: ImageFacts): Told<'cmyk' | 'other-colour' | 'deep' | 'alpha' | 'progressive'> {
  if (colour === 'cmyk') return { variant: 'cmyk', expected: 'RGB', found: 'CMYK' };
  if (colour === 'other') return { variant: 'other-colour', expected: 'RGB' };
  if (bitsPerChannel > 8) return { variant: 'deep', expected: '8 bit', found: `${String(bitsPerChannel)} bit` };
  if (hasAlpha) return { variant: 'alpha', expected: 'RGB', found: 'RGBA' };
  return isProgressive ? { variant: 'progressive' } : null;
}

function tellClearness(measures: ImageMeasures, policy: IntakePolicy): Told<'blurred' | 'low-contrast' | 'exposure'> {
  return measures.isBlank ? null : (tellExposure(measures, policy) ?? tellStrokes(measures, policy));
}

function tellExposure({ paperWhite, clippedShare, colourShare }: ImageMeasures, { minPaperWhite, maxClippedShare }: IntakePolicy): Told<'exposure'> {
  if (paperWhite < minPaperWhite && colourShare < colouredPaper) return { variant: 'exposure', expected: `≥ ${String(minPaperWhite)}`, found: paperWhite.toFixed(0) };
  return clippedShare > maxClippedShare ? { variant: 'exposure', expected: `≤ ${percent(maxClippedShare)}`, found: percent(clippedShare) } : null;
}

function tellStrokes({ sharpness, contrast }: ImageMeasures, { minSharpness, minContrast }: IntakePolicy): Told<'blurred' | 'low-contrast'> {
  if (contrast !== null && contrast < minContrast) return { variant: 'low-contrast', expected: minContrast.toFixed(2), found: contrast.toFixed(2) };
  return sharpness !== null && sharpness < minSharpness ? { variant: 'blurred', expected: minSharpness.toFixed(2), found: sharpness.toFixed(2) } : null;
}

/** A blank face that the catalogue counts makes its number of pages wrong; one that it does not count is one image too many. */
function findBlanks(volume: CheckedVolume): readonly Found<'blank' | 'counted-blank'>[] {
  const rows = groupRows(volume.rows);
  const groups = groupByMaterial(volume, countedLayer(volume));
  const isCounted = ({ classCode, sequence }: Place): boolean => {
    const key = classCode === null || sequence === null ? '' : materialKey(classCode, sequence);
    const row = rows.get(key)?.[0];
    return row !== undefined && row.pageCount === groups.get(key)?.images.length;
  };
  return listPages(volume).flatMap(page => {
    const image = scannedImage(page);
    return image?.facts.measures?.isBlank === true ? [{ variant: isCounted(page.place) ? 'counted-blank' : 'blank', place: placeOf(image) } as const] : [];
  });
}

function tellTurn(page: PageImages, { minTurnConfidence }: IntakePolicy): readonly Found<'sideways' | 'upside-down' | 'landscape'>[] {
  const image = shownImage(page);
  const measures = image?.facts.measures;
  if (!image || !measures || measures.isBlank) return [];
  const { uprightTurn, turnConfidence } = measures;
  const place = placeOf(image);
  if (turnConfidence < minTurnConfidence) return mayLieOnItsSide(image.facts, measures) ? [{ variant: 'landscape', place, found: `${String(image.facts.widthPx)} × ${String(image.facts.heightPx)}` }] : [];
  return uprightTurn === 0 ? [] : [{ variant: uprightTurn === 180 ? 'upside-down' : 'sideways', place, expected: '0°', found: `${String(uprightTurn)}°` }];
}

const mayLieOnItsSide = ({ widthPx, heightPx, exifOrientation }: ImageFacts, { uprightTurn, turnConfidence }: ImageMeasures): boolean =>
  widthPx > heightPx && exifOrientation === 1 && (uprightTurn !== 0 || turnConfidence < likelyTurn);
