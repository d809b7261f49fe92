import type { z } from 'zod';
import type { CatalogueView, catalogueOperations } from '#shared/contract/server/catalogue-operations';
import { drawCatalogueSheet, type CatalogueOwner, type DrawnSheet } from '#shared/domain/catalogue-sheets/draw-catalogue';
import { planCatalogue, type CataloguePlan } from '#shared/domain/catalogue-sheets/plan-catalogue';
import { PrintedRow, type CatalogueSetting } from '#shared/domain/catalogue-sheets/catalogue-book';
import type { Services } from '../../app/services.ts';
import type { Db } from '../../db/schema.ts';
import { recordEvent } from '../audit/index.ts';
import { requireAllowed, type Act, type Subject } from '../authority/index.ts';
import { factsOf, requirePerson, secrecyOf, type PersonRecord } from '../people/index.ts';
import { findMissingGlyphs } from '../sheets/index.ts';
import { listMaterials, requireVolumeRecord } from '../volumes/index.ts';
import { findBook, listPrints, viewPrint, type BookRecord } from './print-repository.ts';

export type Wish = z.output<(typeof catalogueOperations)['catalogues.plan']['input']>;
type WishedVolume = { readonly owner: CatalogueOwner; readonly person: PersonRecord; readonly rows: readonly PrintedRow[] };
export type Wished = WishedVolume & { readonly book: BookRecord | undefined; readonly plan: CataloguePlan; readonly setting: CatalogueSetting; readonly edition: number };

/** The rows of a volume as they are today, for whoever manages it. */
export async function readVolume(db: Db, subject: Subject, { volumeId, act }: { readonly volumeId: string; readonly act: Act }): Promise<WishedVolume> {
  const volume = await requireVolumeRecord(db, volumeId);
  const person = await requirePerson(db, volume.personId);
  requireAllowed(subject, act, factsOf(person));
  const { name: personName, archiveNumber } = person;
  const rows = (await listMaterials(db, { volumeId })).map(material => PrintedRow.parse(material));
  return { owner: { personName, archiveNumber, copy: volume.kind, ordinal: volume.ordinal, secrecy: secrecyOf(person) }, person, rows };
}

export async function planWish(db: Db, subject: Subject, { act, ...wish }: Wish & { readonly act: Act }): Promise<Wished> {
  const { template } = wish;
  const volume = await readVolume(db, subject, { volumeId: wish.volumeId, act });
  const book = await findBook(db, wish);
  const continued = wish.way === 'continue' ? book : undefined;
  const setting = continued?.setting ?? wish.setting;
  const plan = planCatalogue({ template, setting, rows: volume.rows, printed: continued?.sheets ?? [], anew: wish.anew });
  return { ...volume, book, plan, setting, edition: continued?.edition ?? (book?.edition ?? 0) + 1 };
}

export function drawPlan({ owner, plan }: Pick<Wished, 'owner' | 'plan'>, template: Wish['template']): readonly DrawnSheet[] {
  return plan.sheets.flatMap((sheet, index) => (sheet.way === 'as-it-is' ? [] : [drawCatalogueSheet({ template, owner, number: index + 1, sheet })]));
}

/** What would be printed where, with every character that could not be. */
export async function viewCatalogue({ db }: Services, subject: Subject, wish: Wish): Promise<z.input<typeof CatalogueView>> {
  const wished = await planWish(db, subject, { ...wish, act: 'catalogues.plan' });
  const { owner, book, plan, person } = wished;
  await recordEvent(db, subject, { act: 'catalogues.plan', object: person.archiveNumber, detail: `${wish.template} ${wish.way}`, personId: person.id });
  return {
    owner,
    book: book ?? null,
    plan,
    missing: await findMissingGlyphs(drawPlan(wished, wish.template).map(({ marks }) => marks)),
    prints: (await listPrints(db, wish.volumeId)).map(viewPrint),
  };
}
