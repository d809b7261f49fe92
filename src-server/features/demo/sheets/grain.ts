import sharp from 'sharp';
import type { Random } from '../random.ts';

/** Noise that repeats every 256 pixels: dark and light specks, base64 of a PNG. */
export async function makeGrainTile(random: Random): Promise<string> {
  const size = 256;
  const pixels = Buffer.alloc(size * size * 4);
  for (let at = 0; at < pixels.length; at += 4) {
    const level = random.next() < 0.5 ? 0x3a : 0xff;
    pixels.fill(level, at, at + 3);
    pixels[at + 3] = Math.floor(random.next() ** 2 * (level === 0xff ? 46 : 20));
  }
  const png = await sharp(pixels, { raw: { width: size, height: size, channels: 4 } }).blur(0.6).png().toBuffer();
  return png.toString('base64');
}
