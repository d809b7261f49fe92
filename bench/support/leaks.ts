import sharp, { type Sharp } from 'sharp';
import type { MarkPoint } from '../../src-shared/domain/trace.ts';
import type { Random } from '../../src-server/features/demo/random.ts';

/** A page as it was delivered, in both sizes, and for the printer. */
export type Delivered = { readonly full: Buffer; readonly half: Buffer; readonly print: Buffer };
/** `points`: what an auditor would click, some pixels beside; absent where nobody would need to. */
export type Leak = { readonly image: Buffer; readonly points?: readonly MarkPoint[] };
export type Attack = { readonly name: string; readonly group: 'digital' | 'print-scan' | 'perspective' | 'screen'; readonly run: (page: Delivered, random: Random) => Promise<Leak> };

const jpeg = async (image: Sharp, quality: number): Promise<Leak> => ({ image: await image.jpeg({ quality }).toBuffer() });

export const attacks: readonly Attack[] = [
  { name: 'jpeg 80', group: 'digital', run: ({ full }) => jpeg(sharp(full), 80) },
  { name: 'jpeg 50', group: 'digital', run: ({ full }) => jpeg(sharp(full), 50) },
  { name: 'jpeg 30', group: 'digital', run: ({ full }) => jpeg(sharp(full), 30) },
  { name: 'resize 40 %', group: 'digital', run: ({ full }) => jpeg(sharp(full).resize(992), 60) },
  { name: 'crop 30 %', group: 'digital', run: ({ full }) => jpeg(sharp(full).extract({ left: 300, top: 500, width: 2080, height: 2930 }), 75) },
  { name: 'half page', group: 'digital', run: ({ full }) => jpeg(sharp(full).extract({ left: 100, top: 900, width: 2200, height: 1700 }), 75) },
  { name: 'rotate 1°', group: 'digital', run: ({ full }) => jpeg(sharp(full).rotate(1, { background: '#fff' }), 75) },
  { name: 'rotate 7°', group: 'digital', run: async ({ full }) => jpeg(sharp(await sharp(full).rotate(7, { background: '#ddd' }).toBuffer()).resize(2000), 60) },
  { name: 'rotate 90°', group: 'digital', run: ({ full }) => jpeg(sharp(full).rotate(90), 75) },
  { name: 'rotate 180°', group: 'digital', run: ({ full }) => jpeg(sharp(full).rotate(180), 75) },
  { name: 'screenshot', group: 'digital', run: async ({ half }) => ({ image: await sharp(half).resize({ width: 820, kernel: 'lanczos3' }).png({ compressionLevel: 1 }).toBuffer() }) },
  { name: 'print-scan', group: 'print-scan', run: ({ print }, random) => printAndScan(print, random) },
  { name: 'perspective 3 %', group: 'perspective', run: ({ full }, random) => slant(full, random) },
  { name: 'screen 2 %', group: 'screen', run: ({ half }, random) => photographScreen(half, { lean: 0.02, blur: 1.3 }, random) },
  { name: 'screen 5 % moiré', group: 'screen', run: ({ half }, random) => photographScreen(half, { lean: 0.05, blur: 0.93 }, random) },
];

type Pixels = { readonly data: Buffer; readonly width: number; readonly height: number };

async function pixelsOf(image: Sharp): Promise<Pixels> {
  const { data, info } = await image.toColourspace('srgb').removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

/** Halftone of 106 lines an inch at 600 dpi, ink that spreads, a sheet that lies a little askew, a scanner of 200 dpi with noise. */
async function printAndScan(page: Buffer, random: Random): Promise<Leak> {
  const { data, info } = await sharp(page).greyscale().toColourspace('b-w').resize(4960, 7016, { kernel: 'cubic' }).raw().toBuffer({ resolveWithObject: true });
  const printed = Buffer.alloc(data.length);
  const [across, down] = [info.width, info.height];
  const wave = (2 * Math.PI * Math.SQRT1_2) / 5.66;
  const cosines = Float64Array.from({ length: across + down }, (_, index) => Math.cos(index * wave));
  for (let y = 0; y < down; y++) {
    for (let x = 0; x < across; x++) {
      const threshold = 127 + 62 * (cosines[x + y]! + cosines[Math.abs(x - y)]!);
      printed[y * across + x] = data[y * across + x]! >= threshold * 0.98 ? 255 : 20;
    }
  }
  const scanned = sharp(printed, { raw: { width: across, height: down, channels: 1 } }).blur(2.2).rotate(random.between(-0.9, 0.9), { background: '#fff' }).resize({ width: 1654 }).linear(0.93, 8);
  const { data: sheet, info: size } = await scanned.raw().toBuffer({ resolveWithObject: true });
  addNoise(sheet, 2.5, random);
  return jpeg(sharp(sheet, { raw: { width: size.width, height: size.height, channels: size.channels } }), 50);
}

type Quad = readonly (readonly [number, number])[];
type Map = (u: number, v: number) => readonly [number, number];

/** The unit square onto four corners: upper left, upper right, lower right, lower left. */
function squareTo([p0, p1, p2, p3]: Quad): { readonly forward: Map; readonly back: Map } {
  const [[x0, y0], [x1, y1], [x2, y2], [x3, y3]] = [p0!, p1!, p2!, p3!];
  const [dx1, dx2, sx, dy1, dy2, sy] = [x1 - x2, x3 - x2, x0 - x1 + x2 - x3, y1 - y2, y3 - y2, y0 - y1 + y2 - y3];
  const den = dx1 * dy2 - dx2 * dy1;
  const [g, h] = [(sx * dy2 - dx2 * sy) / den, (dx1 * sy - sx * dy1) / den];
  const [a, b, c, d, e, f] = [x1 - x0 + g * x1, x3 - x0 + h * x3, x0, y1 - y0 + g * y1, y3 - y0 + h * y3, y0];
  return {
    forward: (u, v) => { const z = g * u + h * v + 1; return [(a * u + b * v + c) / z, (d * u + e * v + f) / z]; },
    back: (x, y) => { const [p, q, r, s] = [a - g * x, b - h * x, d - g * y, e - h * y]; const det = p * s - q * r; return [((x - c) * s - (y - f) * q) / det, ((y - f) * p - (x - c) * r) / det]; },
  };
}

function warp({ data, width, height }: Pixels, size: { readonly width: number; readonly height: number }, { from, background }: { readonly from: Map; readonly background: number }): Buffer {
  const warped = Buffer.alloc(size.width * size.height * 3, background);
  for (let y = 0; y < size.height; y++) {
    for (let x = 0; x < size.width; x++) {
      const [sx, sy] = from(x, y);
      const [left, top] = [Math.floor(sx), Math.floor(sy)];
      if (left < 0 || top < 0 || left >= width - 1 || top >= height - 1) continue;
      const [fx, fy] = [sx - left, sy - top];
      const at = (top * width + left) * 3;
      for (let channel = 0; channel < 3; channel++) {
        const i = at + channel;
        warped[(y * size.width + x) * 3 + channel] = (data[i]! * (1 - fx) + data[i + 3]! * fx) * (1 - fy) + (data[i + width * 3]! * (1 - fx) + data[i + width * 3 + 3]! * fx) * fy;
      }
    }
  }
  return warped;
}

function addNoise(pixels: Buffer, strength: number, random: Random): void {
  let state = random.int(1, 2 ** 31 - 2);
  for (let at = 0; at < pixels.length; at++) {
    let sum = 0;
    for (let draw = 0; draw < 4; draw++) sum += (state = (state * 48271) % 2147483647) / 2147483647;
    pixels[at] = Math.max(0, Math.min(255, pixels[at]! + (sum - 2) * 1.732 * strength));
  }
}

/** Marks of which an auditor clicks the same sign, `period` pixels of the page apart; four pixels beside it at most. */
function clickMarks(toPicture: Map, size: { readonly width: number; readonly height: number }, { period, random }: { readonly period: number; readonly random: Random }): readonly MarkPoint[] {
  const places = [[0, 0], [1, 0], [0, 1], [1, 1]] as const;
  return places.map(([column, row]) => {
    const [x, y] = toPicture(180 + column * period, 150 + row * period);
    return { x: (x + random.between(-4, 4)) / size.width, y: (y + random.between(-4, 4)) / size.height, column, row };
  });
}

async function slant(page: Buffer, random: Random): Promise<Leak> {
  const pixels = await pixelsOf(sharp(page).resize(1654));
  const { width, height } = pixels;
  const size = { width: width + 60, height: height + 60 };
  const plane = squareTo([[0, 30], [size.width - 40, 0], [size.width - 1, size.height - 50], [30, size.height - 1]]);
  const picture = warp(pixels, size, { from: (x, y) => { const [u, v] = plane.back(x, y); return [u * width, v * height]; }, background: 200 });
  const toPicture: Map = (x, y) => plane.forward(x / 2480, y / 3508);
  return { image: await sharp(picture, { raw: { ...size, channels: 3 } }).jpeg({ quality: 70 }).toBuffer(), points: clickMarks(toPicture, size, { period: 1024, random }) };
}

const cell = 3;

/** A panel of red, green and blue stripes with dark gaps, seen from the side, darker at the corners, with noise. */
export async function photographScreen(page: Buffer, { lean, blur }: { readonly lean: number; readonly blur: number }, random: Random): Promise<Leak> {
  const top = 200;
  const shown = await pixelsOf(sharp(page).extract({ left: 0, top, width: 1240, height: 1000 }));
  const [width, height] = [shown.width * cell, shown.height * cell];
  const panel = Buffer.alloc(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = (Math.floor(y / cell) * shown.width + Math.floor(x / cell)) * 3;
      for (let channel = 0; channel < 3; channel++) panel[(y * width + x) * 3 + channel] = Math.min(255, shown.data[from + channel]! * (channel === x % cell ? 1 : 0.18) * (y % cell === 2 ? 0.55 : 1) * 1.15);
    }
  }
  const blurred = await pixelsOf(sharp(panel, { raw: { width, height, channels: 3 } }).blur(blur));
  const size = { width: 2600, height: 2100 };
  const plane = squareTo([[width * lean, height * lean * 0.5], [width * (1 - lean * 0.6), 0], [width, height * (1 - lean * 0.4)], [0, height]]);
  const turn = random.between(-0.02, 0.02);
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  const from: Map = (x, y) => { const [X, Y] = [x - size.width / 2, y - size.height / 2]; return plane.forward((X * cos - Y * sin) / size.width + 0.5, (X * sin + Y * cos) / size.height + 0.5); };
  const toPicture: Map = (x, y) => { const [u, v] = plane.back(x * cell, (y - top) * cell); const [X, Y] = [(u - 0.5) * size.width, (v - 0.5) * size.height]; return [X * cos + Y * sin + size.width / 2, -X * sin + Y * cos + size.height / 2]; };
  const picture = warp(blurred, size, { from, background: 30 });
  expose(picture, size);
  addNoise(picture, 3, random);
  const image = await sharp(picture, { raw: { ...size, channels: 3 } }).blur(0.8).jpeg({ quality: 70 }).toBuffer();
  const shownPoint: Map = (x, y) => toPicture(x, y + top);
  return { image, points: clickMarks(shownPoint, size, { period: 512, random }) };
}

/** The brightest is nearly white; corners get less light. */
function expose(picture: Buffer, { width, height }: { readonly width: number; readonly height: number }): void {
  let brightest = 1;
  for (let at = 0; at < picture.length; at += 301) brightest = Math.max(brightest, picture[at]!);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const light = (235 / brightest) * (1 - 0.3 * ((x / width - 0.5) ** 2 + (y / height - 0.5) ** 2));
      for (let channel = 0; channel < 3; channel++) { const at = (y * width + x) * 3 + channel; picture[at] = Math.min(255, picture[at]! * light); }
    }
  }
}
