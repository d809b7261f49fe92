// npm run bench -- train-orientation [--pages 160] [--epochs 12]
// Draws pages of random text, cuts glyphs out of them as the measure does, and trains the network of src-shared/imaging/orientation.ts
// by gradient descent. Writes src-shared/imaging/orientation-weights.ts; the same for the same options.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { findBlobs } from '../src-shared/imaging/blobs.ts';
import { glyphEdge, glyphsOf, turnGlyph } from '../src-shared/imaging/glyphs.ts';
import { findInk } from '../src-shared/imaging/ink.ts';
import { histogramOf, paperLevel } from '../src-shared/imaging/paper.ts';
import { createRandom, type Random } from '../src-server/features/demo/random.ts';

const { values } = parseArgs({ options: { pages: { type: 'string', default: '160' }, epochs: { type: 'string', default: '12' } } });
const [pageCount, epochs] = [Number(values.pages), Number(values.epochs)];
const hiddenUnits = 24;
const inputs = glyphEdge * glyphEdge;

/** The first level of GB 2312: 3,755 characters by frequency of use. */
function commonCharacters(): string[] {
  const decoder = new TextDecoder('gb18030');
  const characters: string[] = [];
  for (let lead = 0xb0; lead <= 0xd7; lead++) for (let trail = 0xa1; trail <= 0xfe; trail++) characters.push(decoder.decode(new Uint8Array([lead, trail])));
  return characters.slice(0, 3755);
}

const fonts = ['Noto Sans CJK SC', 'Noto Serif CJK SC', 'AR PL KaitiM GB'];
const latin = Array.from('abcdefghijklmnopqrstuvwxyzabcdefghijklmnoprstuaeiouaeioutnrsABCDEFGHIJKLMNOPRSTUVW0123456789');
const punctuation = Array.from('，。、；：（）《》');

function drawText(random: Random, characters: readonly string[]): string {
  const [width, height] = [840, 1170];
  const parts: string[] = [];
  for (let y = 40; y < height - 30; ) {
    const size = random.between(12, random.chance(0.15) ? 40 : 24);
    const isLatin = random.chance(0.25);
    const pick = (): string => (isLatin ? (random.chance(0.17) ? ' ' : random.pick(latin)) : random.chance(0.08) ? random.pick(punctuation) : random.chance(0.12) ? random.pick(Array.from('0123456789')) : random.pick(characters));
    const text = Array.from({ length: Math.floor((width - 100) / (isLatin ? size / 2 : size)) }, pick).join('');
    const style = `font-family="${random.pick(fonts)}" font-size="${size.toFixed(1)}" font-weight="${random.chance(0.2) ? 700 : 400}" letter-spacing="${random.between(0, 0.25 * size).toFixed(1)}"`;
    const slant = random.chance(0.4) ? `rotate(${random.between(-4, 4).toFixed(1)}) skewX(${random.between(-10, 4).toFixed(1)})` : '';
    parts.push(`<text transform="translate(50 ${y.toFixed(1)}) ${slant}" ${style} fill="${random.pick(['#26241f', '#1b2a5e', '#c8281e', '#555'])}" xml:space="preserve">${text}</text>`);
    y += size * random.between(1.3, 2.4);
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width * 2}" height="${height * 2}" viewBox="0 0 ${width} ${height}"><rect width="${width}" height="${height}" fill="#f2ece0"/>${parts.join('')}</svg>`;
}

async function gatherGlyphs(random: Random): Promise<Float32Array[]> {
  const characters = commonCharacters();
  const glyphs: Float32Array[] = [];
  for (let page = 0; page < pageCount; page++) {
    const drawn = sharp(Buffer.from(drawText(random, characters))).flatten({ background: '#fff' }).greyscale().resize({ width: 840, kernel: 'mitchell' });
    const blurred = random.chance(0.4) ? drawn.blur(random.between(0.3, 0.9)) : drawn;
    const { data, info } = await blurred.raw().toBuffer({ resolveWithObject: true });
    const noise = random.between(0, 14);
    for (let at = 0; at < data.length; at++) data[at] = Math.max(0, Math.min(255, data[at]! + (random.next() - 0.5) * noise));
    const grey = { data, width: info.width, height: info.height };
    glyphs.push(...glyphsOf(grey, findBlobs(findInk(grey, paperLevel(histogramOf(grey))))));
  }
  return random.shuffle(glyphs);
}

const random = createRandom('orientation');
const glyphs = await gatherGlyphs(random);
const testCount = Math.floor(glyphs.length / 10);
console.log(`${String(glyphs.length)} glyphs`);
const weights = Float64Array.from({ length: hiddenUnits * inputs }, () => random.between(-0.15, 0.15));
const bias = new Float64Array(hiddenUnits);
const output = Float64Array.from({ length: hiddenUnits }, () => random.between(-0.5, 0.5));

const turned = glyphs.map(glyph => { const second = turnGlyph(glyph); const third = turnGlyph(second); return [glyph, second, third, turnGlyph(third)] as const; });
const activations = [0, 1, 2, 3].map(() => new Float64Array(hiddenUnits));

function rate(glyph: Float32Array, hidden: Float64Array): number {
  let rating = 0;
  for (let unit = 0; unit < hiddenUnits; unit++) {
    let sum = bias[unit]!;
    for (let at = 0, start = unit * inputs; at < inputs; at++) sum += weights[start + at]! * glyph[at]!;
    hidden[unit] = Math.max(0, sum);
    rating += hidden[unit]! * output[unit]!;
  }
  return rating;
}

function probabilities(views: readonly Float32Array[]): number[] {
  const ratings = views.map((view, turn) => rate(view, activations[turn]!));
  const highest = Math.max(...ratings);
  const powers = ratings.map(rating => Math.exp(rating - highest));
  const all = powers.reduce((sum, power) => sum + power, 0);
  return powers.map(power => power / all);
}

function learn(views: readonly Float32Array[], step: number): void {
  for (const [turn, probability] of probabilities(views).entries()) {
    const error = step * ((turn === 0 ? 1 : 0) - probability);
    if (Math.abs(error) < 1e-6) continue;
    const [view, hidden] = [views[turn]!, activations[turn]!];
    for (let unit = 0; unit < hiddenUnits; unit++) {
      if (hidden[unit]! <= 0) continue;
      const back = error * output[unit]!;
      output[unit]! += error * hidden[unit]!;
      bias[unit]! += back;
      for (let at = 0, start = unit * inputs; at < inputs; at++) weights[start + at]! += back * view[at]!;
    }
  }
}

const accuracy = (sample: readonly (readonly Float32Array[])[]): number => sample.filter(views => { const all = probabilities(views); return all[0] === Math.max(...all); }).length / sample.length;
for (let epoch = 0; epoch < epochs; epoch++) {
  const step = 0.02 * 0.8 ** epoch;
  for (let index = testCount; index < turned.length; index++) learn(turned[index]!, step);
  console.log(`epoch ${String(epoch + 1)}: ${(100 * accuracy(turned.slice(0, testCount))).toFixed(1)} % of glyphs that were not learnt from`);
}

/** Eight bits each suffice: a page asks a hundred glyphs. */
const scaleOf = (numbers: Float64Array): number => Math.max(...numbers.map(Math.abs)) / 127;
const pack = (numbers: Float64Array): string => Buffer.from(Int8Array.from(numbers, value => Math.round(value / scaleOf(numbers)))).toString('hex');
const lines = (pack(weights).match(/.{1,144}/g) ?? []).map(line => `  '${line}',`).join('\n');
writeFileSync(
  new URL('../src-shared/imaging/orientation-weights.ts', import.meta.url),
  `// Made by \`npm run bench -- train-orientation\`: signed bytes in hex, each with the scale of its layer.
export const hiddenUnits = ${String(hiddenUnits)};

const hidden = [
${lines}
].join('');

const unpack = (hex: string, scale: number): Float32Array => Float32Array.from({ length: hex.length / 2 }, (_, index) => ((parseInt(hex.slice(index * 2, index * 2 + 2), 16) << 24) >> 24) * scale);

export const orientationWeights = {
  hidden: unpack(hidden, ${scaleOf(weights).toPrecision(6)}),
  bias: unpack('${pack(bias)}', ${scaleOf(bias).toPrecision(6)}),
  output: unpack('${pack(output)}', ${scaleOf(output).toPrecision(6)}),
};
`,
);
