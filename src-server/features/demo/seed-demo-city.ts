import type { Insertable } from 'kysely';
import { z } from 'zod';
import { plainRecipe } from '#shared/domain/page-recipe';
import type { Db, Schema } from '../../db/schema.ts';
import type { PageStore } from '../../blobs/page-store.ts';
import { insertAccounts, insertPeople, insertSettings, insertUnits, makeAccounts, makeUnitIds } from './city-rows.ts';
import { createPageArtist, type PageArtist } from './page-drawing.ts';
import { demoPersonCount, makePeople, type DemoPerson } from './people.ts';
import { createRandom, type Random } from './random.ts';
import { planVolume, type NumberedMaterial, type VolumePlan } from './volume-plan.ts';

export type DemoServices = { readonly db: Db; readonly pages: Pick<PageStore, 'put'>; readonly now: () => Date };
export type DemoOptions = {
  readonly seed: number;
  /** At most one for each of the 60 persons. */
  readonly volumes: number;
  readonly log: (line: string) => void;
};

const DemoSetting = z.object({ seed: z.int() });
/** More at once only wait for each other: drawing keeps every core busy. */
const volumesAtOnce = 3;
const fullVolumeEvery = 10;

/**
 * Fills an empty database with the demonstration city; passwords apart, the same for the same seed. A city that is there
 * already stays as it is, one whose making was cut short is finished. Throws when the database holds anything else.
 */
export async function seedDemoCity(services: DemoServices, { seed, volumes, log }: DemoOptions): Promise<void> {
  const kept = await services.db.selectFrom('settings').select('value').where('key', '=', 'demo').executeTakeFirst();
  const citySeed = kept ? DemoSetting.parse(kept.value).seed : seed;
  const random = createRandom(citySeed);
  const people = makePeople(random.fork('people'));
  if (!kept) await insertCity(services, { seed: citySeed, random, people });
  const plans = people.slice(0, Math.min(volumes, demoPersonCount)).map((person, index) => planVolume(person, { random: random.fork(`volume-${String(index)}`), isFull: index % fullVolumeEvery === 3 }));
  const missing = await withoutStored(services.db, plans);
  if (missing.length === 0) return;
  const artist = await createPageArtist(services.pages, random);
  await insertVolumes({ services, random, artist, log }, missing);
}

async function insertCity({ db, now }: DemoServices, { seed, random, people }: { readonly seed: number; readonly random: Random; readonly people: readonly DemoPerson[] }): Promise<void> {
  if (await db.selectFrom('units').select('id').limit(1).executeTakeFirst()) throw new Error('The database already holds units that are not the demonstration city; it is left as it is.');
  const accounts = await makeAccounts();
  await db.transaction().execute(async tx => {
    const unitIds = makeUnitIds(random.fork('units'));
    await insertUnits(tx, unitIds);
    await insertAccounts(tx, { random: random.fork('accounts'), unitIds, accounts, now: now() });
    await insertPeople(tx, people, unitIds);
    await insertSettings(tx, { seed, accounts });
  });
}

async function withoutStored(db: Db, plans: readonly VolumePlan[]): Promise<VolumePlan[]> {
  if (plans.length === 0) return [];
  const rows = await db.selectFrom('volumes').select('personId').where('personId', 'in', plans.map(({ person }) => person.id)).execute();
  const stored = new Set(rows.map(({ personId }) => personId));
  return plans.filter(({ person }) => !stored.has(person.id));
}

type Work = { readonly services: DemoServices; readonly random: Random; readonly artist: PageArtist; readonly log: (line: string) => void };

async function insertVolumes(work: Work, plans: readonly VolumePlan[]): Promise<void> {
  const waiting = [...plans];
  let done = 0;
  const workOff = async (): Promise<void> => {
    for (let plan = waiting.shift(); plan; plan = waiting.shift()) {
      await insertVolume(work, plan);
      done += 1;
      if (done % 4 === 0 || done === plans.length) work.log(`演示城市：${String(done)}/${String(plans.length)} 卷`);
    }
  };
  await Promise.all(Array.from({ length: volumesAtOnce }, workOff));
}

/** Pages first, then the rows in one transaction: a volume is there whole or not at all. */
async function insertVolume({ services, random, artist }: Work, { id, person, materials }: VolumePlan): Promise<void> {
  const pages: Insertable<Schema['pages']>[] = [];
  for (const material of materials) pages.push(...(await drawPages({ random, artist }, material)));
  await services.db.transaction().execute(async tx => {
    await tx.insertInto('volumes').values({ id, personId: person.id, kind: 'original', ordinal: 1, version: 1, idempotencyKey: null }).execute();
    await tx.insertInto('materials').values(materials.map(material => toRow(id, material))).execute();
    await tx.insertInto('pages').values(pages).execute();
    await tx.updateTable('persons').set({ volumeCount: 1 }).where('id', '=', person.id).execute();
  });
}

function toRow(volumeId: string, { id, classCode, sequence, name, formedOn, remark, pages }: NumberedMaterial): Insertable<Schema['materials']> {
  return { id, volumeId, sinceVersion: 1, classCode, sequence, name, formedOn, pageCount: pages.length, remark, filedBy: null, idempotencyKey: null };
}

async function drawPages({ random, artist }: Pick<Work, 'random' | 'artist'>, material: NumberedMaterial): Promise<Insertable<Schema['pages']>[]> {
  const rows: Insertable<Schema['pages']>[] = [];
  for (const [index, page] of material.pages.entries()) {
    const pageRandom = random.fork(`page/${material.id}/${String(index)}`);
    const id = pageRandom.uuid();
    rows.push({ id, materialId: material.id, number: index + 1, ...(await artist.draw(page, pageRandom)), recipe: { ...plainRecipe, turn: page.rotation } });
  }
  return rows;
}
