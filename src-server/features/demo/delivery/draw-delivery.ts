import sharp from 'sharp';
import { layOnScanner } from '../drawing/paper.ts';
import type { PlannedPage } from '../materials/planned.ts';
import { encodePage } from '../page-drawing.ts';
import { makePeople } from '../people.ts';
import { createRandom, type Random } from '../random.ts';
import { makeGrainTile } from '../sheets/grain.ts';
import { planVolume } from '../volume-plan.ts';
import type { DeliveredVolume } from './delivered-volume.ts';
import { faults } from './faults.ts';

/** A4 at 300 dpi, as tenders ask for. */
const dpi = 300;
const [widthPx, heightPx] = [2480, 3508];

export type DeliveryPlan = {
  /** The city whose people these are. */
  readonly seed: number;
  /** Persons from the end of the city's roll, who have no volume in a small demonstration. */
  readonly volumes: number;
  /** Every how-manieth volume is spoilt, each by another fault; null: none is. */
  readonly spoilEvery: number | null;
};

/** What a supplier might bring: volumes of the city's people, one after another, so that memory stays flat. The same for the same seed. */
export async function* drawDelivery({ seed, volumes, spoilEvery }: DeliveryPlan): AsyncGenerator<DeliveredVolume> {
  const random = createRandom(seed);
  const people = makePeople(random.fork('people')).toReversed().slice(0, volumes);
  const grainTile = await makeGrainTile(random.fork('grain'));
  const ownRandom = createRandom(`${String(seed)}/delivery`);
  let previous: DeliveredVolume | undefined;
  for (const [index, person] of people.entries()) {
    const plan = planVolume(person, { random: ownRandom.fork(`volume-${String(index)}`), isFull: false });
    const materials = [];
    for (const { classCode, sequence, name, formedOn, remark, pages } of plan.materials) {
      const images = await drawPages(pages, { random: ownRandom.fork(`pages/${String(index)}/${classCode}/${String(sequence)}`), grainTile });
      materials.push({ classCode, sequence, name, formedOn, remark, pageCount: images.length, pages: images });
    }
    const clean: DeliveredVolume = { person, materials, fault: null };
    const spoil = spoilEvery !== null && (index + 1) % spoilEvery === 0 ? faults[((index + 1) / spoilEvery - 1) % faults.length] : undefined;
    yield spoil ? await spoil(clean, { random: ownRandom.fork(`fault/${String(index)}`), previous }) : clean;
    previous = clean;
  }
}

/** The pages of a material at once: each has a chance of its own, and a material has few. */
function drawPages(pages: readonly PlannedPage[], { random, grainTile }: { readonly random: Random; readonly grainTile: string }): Promise<Buffer[]> {
  return Promise.all(pages.map((page, index) => {
    const pageRandom = random.fork(String(index));
    const markup = layOnScanner(pageRandom, page.draw(pageRandom), { paper: page.paper, format: { widthPx, heightPx, grainTile, turnDegrees: pageRandom.between(-0.2, 0.2) } });
    return encodePage(sharp(Buffer.from(markup)), dpi);
  }));
}
