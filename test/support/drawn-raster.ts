import { colourStep, type GreyRaster, type MeasuringRasters, type RgbRaster } from '../../src-shared/imaging/raster.ts';

/** A sheet of A4 at 100 dpi, drawn pixel by pixel, for measures whose truth must be known exactly. */
export type Sheet = { readonly width: number; readonly height: number; readonly levelAt: (x: number, y: number) => number };

export const a4 = { width: 827, height: 1169 } as const;

export function rasterOf({ width, height, levelAt }: Sheet): GreyRaster {
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) data[y * width + x] = Math.max(0, Math.min(255, Math.round(levelAt(x, y) + grainAt(x, y))));
  return { data, width, height };
}

/** Grain of paper and sensor, the same on every run. */
const grainAt = (x: number, y: number): number => ((Math.imul(x * 7919 + y * 104729, 2654435761) >>> 24) / 255 - 0.5) * 6;

export function rastersOf(sheet: Sheet, tint: readonly [number, number, number] = [0, 0, 0]): MeasuringRasters {
  const grey = rasterOf(sheet);
  const [width, height] = [Math.floor(sheet.width / colourStep), Math.floor(sheet.height / colourStep)];
  const data = new Uint8Array(width * height * 3);
  for (let at = 0; at < data.length; at++) {
    const pixel = Math.floor(at / 3);
    const level = grey.data[Math.floor(pixel / width) * colourStep * grey.width + (pixel % width) * colourStep]!;
    data[at] = Math.max(0, Math.min(255, level + tint[at % 3]!));
  }
  const colour: RgbRaster = { data, width, height };
  return { grey, colour };
}

/** How much of a pixel lies inside, for a distance from the outline that is negative inside. */
const cover = (distance: number): number => Math.max(0, Math.min(1, 0.5 - distance));

type Lines = { readonly degrees: number; readonly top?: number; readonly bottom?: number; readonly ink?: number; readonly paper?: number; readonly pitch?: number; /** Which places are written on. */ readonly filling?: number };

/** Lines of blocks like characters, leaning clockwise around the middle of the page. */
export function writtenSheet({ degrees, top = 120, bottom = 1050, ink = 30, paper = 236, pitch = 30, filling = 0 }: Lines): Sheet {
  const [sine, cosine] = [Math.sin((degrees * Math.PI) / 180), Math.cos((degrees * Math.PI) / 180)];
  const levelAt = (px: number, py: number): number => {
    const [dx, dy] = [px - a4.width / 2, py - a4.height / 2];
    const [x, y] = [dx * cosine + dy * sine + a4.width / 2, dy * cosine - dx * sine + a4.height / 2];
    if (y < top || y > bottom || x < 110 || x > 710) return paper;
    const [column, row] = [x % 18, y % pitch];
    const isGap = Math.imul(Math.floor(x / 18) * 31 + Math.floor(y / pitch) * 17 + filling * 7919, 2654435761) >>> 30 === 0;
    const inside = isGap ? 0 : cover(Math.max(Math.abs(column - 8.5) - 6, Math.abs(row - 12.5) - 6));
    return paper - (paper - ink) * inside;
  };
  return { ...a4, levelAt };
}

export const emptySheet = (paper = 236): Sheet => ({ ...a4, levelAt: () => paper });
