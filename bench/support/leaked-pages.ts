import sharp from 'sharp';
import type { Random } from '../../src-server/features/demo/random.ts';

export const pageKinds = ['text', 'form', 'photo', 'fax', 'handwriting', 'seal', 'white', 'dark'] as const;
export type PageKind = (typeof pageKinds)[number];

const [width, height] = [2480, 3508];
const characters = Array.from('干部人事档案任免审批表姓名性别出生年月民族籍贯参加工作时间政治面貌学历学位毕业院校专业技术职务考核奖惩情况家庭主要成员组织意见');

/** A page of this kind, upright A4 at 300 dpi, of the make of stored pages; no two are alike. */
export async function drawLeakedPage(kind: PageKind, random: Random): Promise<Buffer> {
  const { paper, content } = contents[kind](random);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${String(width)}" height="${String(height)}"><rect width="${String(width)}" height="${String(height)}" fill="${paper}"/>${content}</svg>`;
  const drawn = await sharp(Buffer.from(svg)).flatten().raw().toBuffer();
  // A fax has ink and paper and nothing else, pure white not even that; all other paper is a little uneven.
  if (kind === 'fax') for (let at = 0; at < drawn.length; at++) drawn[at] = drawn[at]! > 128 ? 255 : 0;
  else if (kind !== 'white') addGrain(drawn, random);
  return sharp(drawn, { raw: { width, height, channels: 3 } }).jpeg({ quality: 80, chromaSubsampling: '4:2:0', optimiseCoding: false }).toBuffer();
}

function addGrain(pixels: Buffer, random: Random): void {
  let state = random.int(1, 2 ** 31 - 2);
  for (let at = 0; at < pixels.length; at += 3) {
    state = (state * 48271) % 2147483647;
    const level = (state % 7) - 3;
    for (let channel = at; channel < at + 3; channel++) pixels[channel] = Math.max(0, Math.min(255, pixels[channel]! + level));
  }
}

type Content = { readonly paper: string; readonly content: string };

const words = (random: Random, count: number): string => Array.from({ length: count }, () => random.pick(characters)).join('');
const paperOf = (random: Random): string => { const level = random.int(228, 246); return `rgb(${String(level)},${String(level - random.int(0, 4))},${String(level - random.int(4, 16))})`; };
const lines = (random: Random, { font, size, fill = '#222' }: { readonly font: string; readonly size: number; readonly fill?: string }): string =>
  Array.from({ length: 34 }, (_, index) => (random.chance(0.12) ? '' : `<text x="230" y="${String(320 + index * 88)}" font-size="${String(size)}" font-family="${font}" fill="${fill}">${words(random, random.int(18, Math.floor(1980 / size)))}</text>`)).join('');
const song = "'Noto Serif CJK SC',serif";
const kai = "'AR PL KaitiM GB','Noto Serif CJK SC',serif";

function grid(random: Random): string {
  const rows = random.int(9, 16);
  const step = 2800 / rows;
  const across = Array.from({ length: rows + 1 }, (_, row) => `<path d="M220 ${String(350 + row * step)}h2040" stroke="#222" stroke-width="4"/>`);
  const down = [220, 620, 1020, 1500, 2260].map(x => `<path d="M${String(x)} 350v2800" stroke="#222" stroke-width="4"/>`);
  const texts = Array.from({ length: rows }, (_, row) => [240, 640, 1040].map(x => `<text x="${String(x)}" y="${String(350 + row * step + step / 2)}" font-size="42" font-family="${song}" fill="#222">${words(random, random.int(2, 7))}</text>`).join(''));
  return [...across, ...down, ...texts].join('');
}

function portrait(random: Random): string {
  const blobs = Array.from({ length: 60 }, () => `<circle cx="${String(random.int(200, 2300))}" cy="${String(random.int(300, 3200))}" r="${String(random.int(40, 420))}" fill="rgb(${String(random.int(40, 210))},${String(random.int(40, 190))},${String(random.int(40, 180))})" fill-opacity="0.45"/>`);
  return `<g filter="url(#soft)">${blobs.join('')}</g><filter id="soft"><feGaussianBlur stdDeviation="30"/></filter>`;
}

const contents: Readonly<Record<PageKind, (random: Random) => Content>> = {
  text: random => ({ paper: paperOf(random), content: lines(random, { font: song, size: 46 }) }),
  form: random => ({ paper: paperOf(random), content: grid(random) }),
  photo: random => ({ paper: paperOf(random), content: portrait(random) }),
  fax: random => ({ paper: '#ffffff', content: lines(random, { font: song, size: 48, fill: '#000' }) }),
  handwriting: random => ({ paper: paperOf(random), content: lines(random, { font: kai, size: 62, fill: '#1e2f66' }) }),
  seal: random => ({ paper: paperOf(random), content: `${lines(random, { font: song, size: 46 })}<circle cx="${String(random.int(1400, 1900))}" cy="${String(random.int(2400, 2900))}" r="250" fill="none" stroke="#c0242c" stroke-width="18"/><text x="1500" y="2700" font-size="120" fill="#c0242c" font-family="${song}">★</text>` }),
  white: () => ({ paper: '#ffffff', content: '' }),
  dark: random => ({ paper: `rgb(${String(random.int(20, 70))},${String(random.int(20, 60))},${String(random.int(20, 90))})`, content: `<text x="600" y="1200" font-size="170" font-family="${song}" fill="#c9b27a">${words(random, 6)}</text>` }),
};
