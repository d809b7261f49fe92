import sharp from 'sharp';
import type { Pixels } from './drawn-pages.ts';

/** What the scanner shows around a sheet that is smaller than its glass. */
export type Lid = { readonly name: string; readonly colour: string; readonly shadow: number };

/** Lid and roller of usual machines; the white one shows the edge of the paper as a shadow alone. */
export const lids: readonly Lid[] = [
  { name: 'black', colour: '#17181a', shadow: 0 },
  { name: 'grey', colour: '#7d8084', shadow: 0.1 },
  { name: 'white', colour: '#fbfbfa', shadow: 0.22 },
  { name: 'blue', colour: '#27508f', shadow: 0.1 },
];

export type LaidPage = {
  readonly pixels: Pixels;
  /** Corners of the sheet in the scan, in pixels, clockwise from its upper left. */
  readonly corners: readonly (readonly [number, number])[];
};

/** A drawn page on a larger glass, leaning clockwise by so many degrees, where the lid shows all around it. */
export async function layOnGlass(page: Pixels, { lid, degrees, marginPx = 130 }: { readonly lid: Lid; readonly degrees: number; readonly marginPx?: number }): Promise<LaidPage> {
  const turn = (degrees * Math.PI) / 180;
  const [sine, cosine] = [Math.sin(turn), Math.cos(turn)];
  const [across, down] = [page.width * cosine + page.height * Math.abs(sine), page.width * Math.abs(sine) + page.height * cosine];
  const [width, height] = [Math.ceil(across) + 2 * marginPx, Math.ceil(down) + 2 * marginPx];
  const png = await sharp(page.data, { raw: { width: page.width, height: page.height, channels: 3 } }).ensureAlpha().rotate(degrees, { background: '#00000000' }).png({ compressionLevel: 1 }).toBuffer({ resolveWithObject: true });
  const place = { left: Math.round((width - png.info.width) / 2), top: Math.round((height - png.info.height) / 2) };
  const edge = `<svg xmlns="http://www.w3.org/2000/svg" width="${String(width)}" height="${String(height)}"><g transform="rotate(${String(degrees)} ${String(width / 2)} ${String(height / 2)})"><rect x="${String((width - page.width) / 2 - 1)}" y="${String((height - page.height) / 2 - 1)}" width="${String(page.width + 5)}" height="${String(page.height + 6)}" fill="#000" fill-opacity="${String(lid.shadow)}"/></g></svg>`;
  const grain = { create: { width: 256, height: 256, channels: 3 as const, background: '#808080', noise: { type: 'gaussian' as const, mean: 128, sigma: 3 } } };
  const { data, info } = await sharp({ create: { width, height, channels: 3, background: lid.colour } })
    .composite([{ input: Buffer.from(edge) }, { input: png.data, ...place }, { input: await sharp(grain).png().toBuffer(), tile: true, blend: 'soft-light' }])
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const corners = [[-1, -1], [1, -1], [1, 1], [-1, 1]].map(([x = 0, y = 0]) => {
    const [dx, dy] = [(x * page.width) / 2, (y * page.height) / 2];
    return [info.width / 2 + dx * cosine - dy * sine, info.height / 2 + dx * sine + dy * cosine] as const;
  });
  return { pixels: { data, width: info.width, height: info.height }, corners };
}

/** Quarter turns of the whole scan. */
export async function turned(pixels: Pixels, degrees: 0 | 90 | 180 | 270): Promise<Pixels> {
  if (degrees === 0) return pixels;
  const { data, info } = await sharp(pixels.data, { raw: { width: pixels.width, height: pixels.height, channels: 3 } }).rotate(degrees).raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}
