import sharp, { type Sharp } from 'sharp';
import { createRandom, type DrawnPage, type Pixels, type Random } from './drawn-pages.ts';

/** One fault done to a page that was clean, so that the truth is known. */
export type Defect =
  | 'skewed' | 'framed' | 'dark-corner' | 'blurred' | 'faint' | 'overexposed' | 'underexposed' | 'blank' | 'sideways' | 'upside-down' | 'cut' | 'striped' | 'grey-stored-as-rgb';

export type Defective = { readonly pixels: Pixels; /** Degrees of lean or of turn, or whatever else the fault has a size of. */ readonly truth: number };

const image = ({ data, width, height }: Pixels): Sharp => sharp(data, { raw: { width, height, channels: 3 } });

async function pixelsOf(picture: Sharp): Promise<Pixels> {
  const { data, info } = await picture.toColourspace('srgb').removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

const mm = ({ width, height }: Pixels): number => Math.max(width, height) / 297;
/** A lean that no rule minds, as every scan has. */
const naturalLean = (random: Random): number => random.between(-0.4, 0.4);

export type CleanPage = Defective & { readonly page: DrawnPage };

export async function cleanPage(page: DrawnPage, seed: string): Promise<CleanPage> {
  const truth = naturalLean(createRandom(`${seed}/clean`));
  return { page, pixels: await page.draw({ turnDegrees: truth }), truth };
}

type Maker = (clean: CleanPage, random: Random) => Promise<Defective>;

const afterwards = (change: (pixels: Pixels, random: Random) => Promise<Pixels> | Pixels): Maker => async ({ pixels }, random) => ({ pixels: await change(pixels, random), truth: 0 });
const turned = (degrees: (random: Random) => number): Maker => async ({ pixels }, random) => {
  const truth = degrees(random);
  return { pixels: await pixelsOf(image(pixels).rotate(truth)), truth };
};
const levels = (curve: (random: Random) => (level: number) => number) => afterwards((pixels, random) => {
  const change = curve(random);
  const table = Uint8Array.from({ length: 256 }, (_, level) => Math.max(0, Math.min(255, Math.round(change(level)))));
  return { ...pixels, data: pixels.data.map(level => table[level]!) as Buffer }; // `as`: the copy of a buffer is one
});

const makers: Readonly<Record<Defect, Maker>> = {
  'skewed': async ({ page }, random) => {
    const truth = random.between(1.15, 10) * (random.chance(0.5) ? 1 : -1);
    return { pixels: await page.draw({ turnDegrees: truth }), truth };
  },
  'framed': afterwards(drawFrame),
  'dark-corner': afterwards(drawCorner),
  'blurred': afterwards((pixels, random) => pixelsOf(image(pixels).blur(random.between(3, 6)))),
  'faint': levels(random => { const share = random.between(0.14, 0.24); return level => 235 - (235 - Math.min(235, level)) * share; }),
  'overexposed': levels(random => { const gain = random.between(1.9, 2.6); return level => 60 + level * gain; }),
  'underexposed': levels(random => { const gain = random.between(0.25, 0.48); return level => level * gain; }),
  'blank': blankSheet,
  'sideways': turned(random => random.pick([90, 270])),
  'upside-down': turned(() => 180),
  'cut': afterwards(cutContent),
  'striped': afterwards(drawStripes),
  'grey-stored-as-rgb': afterwards(withoutColour),
};

export const defects = Object.keys(makers) as readonly Defect[]; // `as`: the keys of the table above

export function spoil(defect: Defect, clean: CleanPage, seed: string): Promise<Defective> {
  return makers[defect](clean, createRandom(`${seed}/${defect}`));
}

function withoutColour({ data, width, height }: Pixels): Pixels {
  const grey = Buffer.alloc(data.length);
  for (let at = 0; at < data.length; at += 3) grey.fill(Math.round(0.299 * data[at]! + 0.587 * data[at + 1]! + 0.114 * data[at + 2]!), at, at + 3);
  return { data: grey, width, height };
}

async function drawFrame(pixels: Pixels, random: Random): Promise<Pixels> {
  const { width, height } = pixels;
  const scale = mm(pixels);
  const sides = random.chance(0.4) ? [1, 1, 1, 1] : random.pick([[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1], [1, 0, 0, 1]]);
  const [left, top, right, bottom] = sides.map(side => side * random.between(4, 11) * scale) as [number, number, number, number]; // `as`: four sides
  const tone = `rgb(${String(random.int(4, 38))},${String(random.int(4, 38))},${String(random.int(4, 38))})`;
  const frame = `<svg xmlns="http://www.w3.org/2000/svg" width="${String(width)}" height="${String(height)}"><path fill-rule="evenodd" fill="${tone}" d="M0,0H${String(width)}V${String(height)}H0Z M${String(left)},${String(top)}H${String(width - right)}V${String(height - bottom)}H${String(left)}Z"/></svg>`;
  return pixelsOf(image(pixels).composite([{ input: Buffer.from(frame) }]));
}

async function drawCorner(pixels: Pixels, random: Random): Promise<Pixels> {
  const { width, height } = pixels;
  const [reachX, reachY] = [random.between(11, 40) * mm(pixels), random.between(11, 40) * mm(pixels)];
  const [x, y] = random.pick([[0, 0], [width, 0], [0, height], [width, height]] as const);
  const points = [[x, y], [x === 0 ? reachX : width - reachX, y], [x, y === 0 ? reachY : height - reachY]].map(point => point.join(',')).join(' ');
  return pixelsOf(image(pixels).composite([{ input: Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${String(width)}" height="${String(height)}"><polygon points="${points}" fill="#0e0d0c"/></svg>`) }]));
}

async function drawStripes(pixels: Pixels, random: Random): Promise<Pixels> {
  const { width, height } = pixels;
  const lines = Array.from({ length: random.int(1, 3) }, () => {
    const colour = random.pick(['#00c000', '#d00000', '#2030e0', '#101010', '#b000b0']);
    return `<rect x="${String(random.int(60, width - 60))}" width="${String(random.int(1, 4))}" height="${String(height)}" fill="${colour}" fill-opacity="${String(random.between(0.5, 1))}"/>`;
  });
  return pixelsOf(image(pixels).composite([{ input: Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${String(width)}" height="${String(height)}">${lines.join('')}</svg>`) }]));
}

/** The back of a sheet: its wear and holes, stains, and now and then what is written on the front shining through. */
async function blankSheet({ page, pixels: front }: CleanPage, random: Random): Promise<Defective> {
  const empty = await page.draw({ turnDegrees: naturalLean(random), isEmpty: true });
  if (random.chance(0.5)) return { pixels: empty, truth: 0 };
  const [share, mirrored] = [random.between(0.04, 0.1), withoutColour(await pixelsOf(image(front).flop().blur(4)))];
  const data = empty.data.map((level, at) => level * (1 - share * (1 - mirrored.data[at]! / 255))) as Buffer; // `as`: the copy of a buffer is one
  return { pixels: { ...empty, data }, truth: share };
}

/** The sheet lay too far over the edge of the glass: one edge of the image runs through what is written. */
async function cutContent(pixels: Pixels, random: Random): Promise<Pixels> {
  const { width, height } = pixels;
  const profiles = inkOf(pixels);
  const side = random.pick(['left', 'right', 'top', 'bottom'] as const);
  const isAcross = side === 'left' || side === 'right';
  const isFirst = side === 'left' || side === 'top';
  const profile = isAcross ? profiles.columns : profiles.rows;
  // A place near that side where the edge runs through ink: between two lines nothing would be cut, only missing.
  const order = isFirst ? profile : profile.toReversed();
  const most = Math.max(...order.slice(0, Math.floor(order.length / 2)));
  const first = order.findIndex((ink, index) => index > order.length * 0.04 && ink > 0.6 * most);
  const leastInk = 0.02 * (isAcross ? height : width);
  const through = Array.from({ length: 37 }, (_, step) => first + 4 + step).filter(place => order[place]! >= leastInk);
  const at = through.length === 0 ? first : random.pick(through);
  const [across, down] = isAcross ? [at, 0] : [0, at];
  return pixelsOf(image(pixels).extract({ left: isFirst ? across : 0, top: isFirst ? down : 0, width: width - across, height: height - down }));
}

function inkOf({ data, width, height }: Pixels): { readonly columns: number[]; readonly rows: number[] } {
  const [columns, rows] = [new Array<number>(width).fill(0), new Array<number>(height).fill(0)];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (data[(y * width + x) * 3 + 1]! > 120) continue;
      columns[x]!++;
      rows[y]!++;
    }
  }
  return { columns, rows };
}
