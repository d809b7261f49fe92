import { blurField, emptyField, type Field } from './field.ts';

const block = 32;
/** Paper is brighter than four fifths of its block. */
const paperShare = 0.8;
/** Darker than paper by more: ink, a seal, the letters of the visible mark. */
const inkLevels = 22;
const blurRadius = 12;
/** Less paper around a pixel than this tells nothing. */
const leastPaper = 0.15;
/** The mark moves a pixel by less; whatever moves it by more is something else. */
const largest = 8;

/** What is left of a page without its ink and its shading: grain, noise, and the mark. Where there is none, 0. */
export function extractResidual(grey: Field): Field {
  const mask = findPaper(grey);
  const paper = emptyField(grey.width, grey.height);
  for (let index = 0; index < paper.values.length; index++) paper.values[index] = (grey.values[index] ?? 0) * (mask.values[index] ?? 0);
  const shares = blurField(blurField(mask, blurRadius), blurRadius);
  const sums = blurField(blurField(paper, blurRadius), blurRadius);
  const residual = emptyField(grey.width, grey.height);
  for (let index = 0; index < residual.values.length; index++) {
    const share = shares.values[index] ?? 0;
    if (mask.values[index] === 0 || share <= leastPaper) continue;
    const left = (grey.values[index] ?? 0) - (sums.values[index] ?? 0) / share;
    residual.values[index] = Math.max(-largest, Math.min(largest, left));
  }
  return residual;
}

/** 1 where a pixel and its eight neighbours are paper. */
function findPaper(grey: Field): Field {
  const { width, height, values } = grey;
  const columns = Math.ceil(width / block);
  const whites = findWhites(grey);
  const bright = emptyField(width, height);
  for (let y = 0, index = 0; y < height; y++) {
    const whiteRow = Math.floor(y / block) * columns;
    for (let left = 0; left < width; left += block) {
      const least = (whites[whiteRow + left / block] ?? 0) - inkLevels;
      for (const end = y * width + Math.min(width, left + block); index < end; index++) bright.values[index] = (values[index] ?? 0) > least ? 1 : 0;
    }
  }
  const around = blurField(bright, 1);
  for (let index = 0; index < around.values.length; index++) around.values[index] = (around.values[index] ?? 0) > 0.99 ? 1 : 0;
  return around;
}

/** Brightness of the paper in each block. */
function findWhites({ width, height, values }: Field): Float32Array {
  const columns = Math.ceil(width / block);
  const rows = Math.ceil(height / block);
  const whites = new Float32Array(columns * rows);
  const counts = new Uint32Array(256);
  for (let index = 0; index < whites.length; index++) {
    counts.fill(0);
    const [left, top] = [(index % columns) * block, Math.floor(index / columns) * block];
    const [right, bottom] = [Math.min(width, left + block), Math.min(height, top + block)];
    for (let y = top; y < bottom; y++) {
      for (let x = left; x < right; x++) {
        const level = Math.max(0, Math.min(255, Math.floor(values[y * width + x] ?? 0)));
        counts[level] = (counts[level] ?? 0) + 1;
      }
    }
    whites[index] = levelAbove(counts, (right - left) * (bottom - top) * paperShare);
  }
  return whites;
}

function levelAbove(counts: Uint32Array, wanted: number): number {
  let counted = 0;
  for (let level = 0; level < 255; level++) {
    counted += counts[level] ?? 0;
    if (counted > wanted) return level;
  }
  return 255;
}
