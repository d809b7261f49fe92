import sharp from 'sharp';
import { layOnScanner } from '../../src-server/features/demo/drawing/paper.ts';
import type { PlannedPage } from '../../src-server/features/demo/materials/planned.ts';
import { makePeople } from '../../src-server/features/demo/people.ts';
import { createRandom, type Random } from '../../src-server/features/demo/random.ts';
import { makeGrainTile } from '../../src-server/features/demo/sheets/grain.ts';
import { planVolume } from '../../src-server/features/demo/volume-plan.ts';

export { createRandom, type Random };

/** One page of the demonstration city that can be laid on the scanner again and again, each time as the bench wants it. */
export type DrawnPage = {
  /** Pages with the same form are fillings of one printed sheet by different people. */
  readonly form: string;
  readonly person: string;
  /** Instructions and covers without a name are alike in every file. */
  readonly isShared: boolean;
  /** 8-bit RGB, upright apart from the lean that was asked for. `take` moves the sheet a little, as a second scan does. */
  draw(options?: DrawOptions): Promise<Pixels>;
};

/** `isEmpty`: the paper alone. */
export type DrawOptions = { readonly turnDegrees?: number; readonly dpi?: number; readonly take?: number; readonly isEmpty?: boolean };

export type Pixels = { readonly data: Buffer; readonly width: number; readonly height: number };

const a4 = { widthIn: 210 / 25.4, heightIn: 297 / 25.4 };

/** Pages of up to 60 people in the order of their volumes. */
export async function drawnPages(seed: string): Promise<readonly DrawnPage[]> {
  const random = createRandom(seed);
  const grainTile = await makeGrainTile(random.fork('grain'));
  const people = makePeople(random.fork('people'));
  return people.flatMap((person, index) => {
    const plan = planVolume(person, { random: random.fork(`volume-${String(index)}`), isFull: index % 3 === 0 });
    return plan.materials.flatMap(({ name, classCode, pages }) =>
      pages.map((page, number): DrawnPage => {
        const key = `${person.id}/${name}/${String(number)}`;
        return { form: `${classCode} ${name} ${String(number)}`, person: person.id, isShared: page.sharedAs !== null, draw: options => draw(page, { key, grainTile, seed, ...options }) };
      }),
    );
  });
}

type Drawing = DrawOptions & { readonly key: string; readonly seed: string; readonly grainTile: string };

async function draw(page: PlannedPage, { key, seed, grainTile, turnDegrees = 0, dpi = 300, take = 0, isEmpty = false }: Drawing): Promise<Pixels> {
  const format = { widthPx: Math.round(a4.widthIn * dpi), heightPx: Math.round(a4.heightIn * dpi), grainTile, turnDegrees };
  const content = isEmpty ? '' : page.draw(createRandom(`${seed}/${key}/content`));
  const markup = layOnScanner(createRandom(`${seed}/${key}`), content, { paper: page.paper, format });
  // Another take of the same sheet lies some millimetres further.
  const shift = createRandom(`${key}/${String(take)}`);
  const [left, top] = take === 0 ? [0, 0] : [shift.int(0, 30), shift.int(0, 30)];
  const drawn = sharp(Buffer.from(markup)).removeAlpha().extract({ left, top, width: format.widthPx - 2 * left, height: format.heightPx - 2 * top });
  const { data, info } = await drawn.raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

/** As scanners deliver: JFIF with their resolution, 4:2:0. */
export async function toJpeg({ data, width, height }: Pixels, { quality = 80, dpi = 300 }: { readonly quality?: number; readonly dpi?: number } = {}): Promise<Buffer> {
  const jpeg = await sharp(data, { raw: { width, height, channels: 3 } }).jpeg({ quality, optimiseCoding: false }).toBuffer();
  const header = Buffer.from([0xff, 0xe0, 0, 16, ...Buffer.from('JFIF\0'), 1, 1, 1, dpi >> 8, dpi & 255, dpi >> 8, dpi & 255, 0, 0]);
  return Buffer.concat([jpeg.subarray(0, 2), header, jpeg.subarray(2)]);
}
