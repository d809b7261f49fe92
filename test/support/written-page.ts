import sharp from 'sharp';
import { createRandom } from '../../src-server/features/demo/random.ts';

type Scan = { readonly degrees?: number; readonly quality?: number; readonly brightness?: number };

const [width, height] = [1654, 2339];

/** A4 at 200 dpi full of strokes like characters, without any font; the same seed is the same sheet, however it is scanned. */
export function aWrittenPage(seed: string, { degrees = 0, quality = 85, brightness = 1 }: Scan = {}): Promise<Buffer> {
  const random = createRandom(seed);
  const strokes: string[] = [];
  for (let y = 260; y < 2000; y += 75) {
    for (let x = 220; x < 1400; x += 44) {
      if (random.chance(0.15)) continue;
      for (let stroke = 0; stroke < 4; stroke++) {
        const [left, top] = [x + random.int(0, 30), y + random.int(0, 34)];
        strokes.push(`M${String(left)},${String(top)}L${String(x + random.int(0, 34))},${String(y + random.int(0, 38))}`);
      }
    }
  }
  const ink = `<g transform="rotate(${String(degrees)} ${String(width / 2)} ${String(height / 2)})"><path d="${strokes.join('')}" stroke="#222" stroke-width="4" fill="none"/></g>`;
  const sheet = `<svg xmlns="http://www.w3.org/2000/svg" width="${String(width)}" height="${String(height)}"><rect width="100%" height="100%" fill="#f2efe6"/>${ink}</svg>`;
  return sharp(Buffer.from(sheet)).linear(brightness, 0).removeAlpha().jpeg({ quality }).toBuffer();
}
