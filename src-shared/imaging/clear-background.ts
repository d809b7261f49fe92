type Pixels = { readonly data: Uint8Array; readonly width: number; readonly height: number };

/** Paper is looked at in squares of about 4 mm on A4. */
const squaresPerLongEdge = 74;
const minSquarePx = 8;
/** For a colour of paper some of the pixels are enough. */
const sampleStep = 3;
/** So many of the brightest pixels of a square are paper, where there is any. */
const paperShare = 0.3;
/** Shading of a form that is narrower than this to each side is no shadow: paper is as bright as the brightest square around. */
const aroundSquares = 2;
/** A square this much darker than the page's paper is a photograph or a solid seal, and one of another colour is marked: neither tells of light. */
const minLevelShare = 0.7;
const maxTintStep = 25;
/** Whiter than this a page was never meant to be: forms on coloured paper keep their colour, yellowed paper does not. */
const maxYellow = 75;
/** Shares of the paper's brightness: at the upper one and above is paper, below the lower one are strokes, faint pencil among them. */
const [strokes, paper] = [0.92, 0.97] as const;

type Colour = readonly [number, number, number];
type PaperMap = { readonly squarePx: number; readonly columns: number; readonly rows: number; /** Three levels a square. */ readonly levels: Float32Array };

/**
 * Makes paper white, in place: unevenly lit, greyed and yellowed paper is divided by its own colour. Whatever differs from it in
 * brightness or in any one colour keeps its depth: seals, pencil, coloured marks.
 */
export function clearBackground(pixels: Pixels): void {
  const map = mapPaper(pixels);
  const page = medianColour(map);
  const target = targetOf(page);
  evenOut(map, page);
  brighten(map);
  const line = new Float32Array(map.columns * 3);
  for (let y = 0; y < pixels.height; y++) {
    blendRows(map, y, line);
    clearRow(pixels, { y, line, map, target });
  }
}

function mapPaper({ data, width, height }: Pixels): PaperMap {
  const squarePx = Math.max(minSquarePx, Math.ceil(Math.max(width, height) / squaresPerLongEdge));
  const [columns, rows] = [Math.ceil(width / squarePx), Math.ceil(height / squarePx)];
  const levels = new Float32Array(columns * rows * 3);
  for (let square = 0; square < columns * rows; square++) {
    const [left, top] = [(square % columns) * squarePx, Math.floor(square / columns) * squarePx];
    levels.set(brightestOf({ data, width, height }, { left, top, right: Math.min(width, left + squarePx), bottom: Math.min(height, top + squarePx) }), square * 3);
  }
  return { squarePx, columns, rows, levels };
}

type Box = { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };

/** Mean colour of the brightest pixels; brightness here is the darkest of the three, so that a coloured mark is no paper. */
function brightestOf({ data, width }: Pixels, { left, top, right, bottom }: Box): Colour {
  const counts = new Uint32Array(64);
  let all = 0;
  const eachSample = (visit: (at: number, level: number) => void): void => {
    for (let y = top; y < bottom; y += sampleStep) {
      for (let at = (y * width + left) * 3; at < (y * width + right) * 3; at += sampleStep * 3) visit(at, Math.min(data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0));
    }
  };
  eachSample((_at, level) => {
    counts[level >> 2] = (counts[level >> 2] ?? 0) + 1;
    all++;
  });
  let bin = 63;
  for (let above = counts[bin] ?? 0; bin > 0 && above < paperShare * all; above += counts[bin] ?? 0) bin--;
  const sums = [0, 0, 0, 0];
  eachSample((at, level) => {
    if (level >> 2 < bin) return;
    for (let lane = 0; lane < 3; lane++) sums[lane] = (sums[lane] ?? 0) + (data[at + lane] ?? 0);
    sums[3] = (sums[3] ?? 0) + 1;
  });
  const [red = 0, green = 0, blue = 0, count = 0] = sums;
  return [red / Math.max(1, count), green / Math.max(1, count), blue / Math.max(1, count)];
}

function medianColour({ levels }: PaperMap): Colour {
  const median = (lane: number): number => {
    const lanes = Float32Array.from({ length: levels.length / 3 }, (_, square) => levels[square * 3 + lane] ?? 0).sort();
    return Math.max(1, lanes[Math.floor(lanes.length / 2)] ?? 255);
  };
  return [median(0), median(1), median(2)];
}

/** Coloured paper stays coloured, as bright as white would be. */
function targetOf(page: Colour): Colour {
  const brightest = Math.max(...page);
  if (brightest - Math.min(...page) <= maxYellow) return [255, 255, 255];
  return [(255 * page[0]) / brightest, (255 * page[1]) / brightest, (255 * page[2]) / brightest];
}

function evenOut({ levels }: PaperMap, page: Colour): void {
  const tintOf = ([red, green, blue]: Colour): Colour => [red - green, green - blue, blue - red];
  const pageTint = tintOf(page);
  for (let at = 0; at < levels.length; at += 3) {
    const own: Colour = [levels[at] ?? 0, levels[at + 1] ?? 0, levels[at + 2] ?? 0];
    const isDark = own.some((level, lane) => level < minLevelShare * (page[lane] ?? 0));
    const isMarked = tintOf(own).some((step, lane) => Math.abs(step - (pageTint[lane] ?? 0)) > maxTintStep);
    if (isDark || isMarked) levels.set(page, at);
  }
}

/** First across, then down. */
function brighten({ levels, columns, rows }: PaperMap): void {
  for (const [count, step] of [[columns, 3], [rows, columns * 3]] as const) {
    const before = levels.slice();
    for (let at = 0; at < levels.length; at++) {
      const place = Math.floor(at / step) % count;
      for (let near = Math.max(0, place - aroundSquares); near <= Math.min(count - 1, place + aroundSquares); near++) {
        levels[at] = Math.max(levels[at] ?? 0, before[at + (near - place) * step] ?? 0);
      }
    }
  }
}

/** The levels at one line of pixels, between the middles of two rows of squares. */
function blendRows({ squarePx, columns, rows, levels }: PaperMap, y: number, line: Float32Array): void {
  const place = Math.max(0, Math.min(rows - 1, (y + 0.5) / squarePx - 0.5));
  const [upper, part] = [Math.floor(place), place - Math.floor(place)];
  const lower = Math.min(rows - 1, upper + 1);
  for (let at = 0; at < columns * 3; at++) line[at] = (levels[upper * columns * 3 + at] ?? 0) * (1 - part) + (levels[lower * columns * 3 + at] ?? 0) * part;
}

type RowWork = { readonly y: number; readonly line: Float32Array; readonly map: PaperMap; readonly target: Colour };

function clearRow({ data, width }: Pixels, { y, line, map: { squarePx, columns }, target: [red, green, blue] }: RowWork): void {
  for (let x = 0, at = y * width * 3; x < width; x++, at += 3) {
    const place = Math.max(0, Math.min(columns - 1, (x + 0.5) / squarePx - 0.5));
    const left = place | 0;
    const [part, from, to] = [place - left, left * 3, Math.min(columns - 1, left + 1) * 3];
    const r = shareOf(data[at], between(line[from], line[to], part));
    const g = shareOf(data[at + 1], between(line[from + 1], line[to + 1], part));
    const b = shareOf(data[at + 2], between(line[from + 2], line[to + 2], part));
    const white = whiteness(Math.min(r, g, b));
    data[at] = red * Math.min(1, r + (1 - r) * white) + 0.5;
    data[at + 1] = green * Math.min(1, g + (1 - g) * white) + 0.5;
    data[at + 2] = blue * Math.min(1, b + (1 - b) * white) + 0.5;
  }
}

/** Level of the paper between two squares. */
const between = (left = 255, right = 255, part = 0): number => Math.max(1, left * (1 - part) + right * part);

const shareOf = (level = 0, paperLevel = 255): number => level / paperLevel;

const whiteness = (least: number): number => (least >= paper ? 1 : least <= strokes ? 0 : (least - strokes) / (paper - strokes));
