import { catalogueSheetMm } from '#shared/domain/catalogue-sheets/draw-catalogue';
import type { CatalogueSetting, CatalogueTemplateName } from '#shared/domain/catalogue-sheets/catalogue-book';
import type { VolumeId } from '#shared/domain/ids';
import { AppError } from '#shared/errors/app-error';
import type { Services } from '../../app/services.ts';
import { recordEvent } from '../audit/index.ts';
import { requireAllowed, type Subject } from '../authority/index.ts';
import { writeCatalogue } from '../intake/index.ts';
import { factsOf, requirePerson } from '../people/index.ts';
import { paintSheets } from '../sheets/index.ts';
import { requirePrint } from './print-repository.ts';
import { drawPlan, planWish, readVolume } from './read-catalogue.ts';

const paper = { width: catalogueSheetMm.widthMm, height: catalogueSheetMm.heightMm, pointsPerUnit: 72 / 25.4, missing: 'refuse' } as const;

/** The sheets of a registered print in the order in which they go through the printer, exactly as they were registered. */
export async function composeCatalogue({ db, now }: Services, subject: Subject, id: string): Promise<Buffer> {
  const print = await requirePrint(db, id);
  requireAllowed(subject, 'catalogues.readSheets', factsOf(await requirePerson(db, print.personId)));
  if (print.state !== 'prepared') throw new AppError('catalogue.state-conflict');
  const { owner } = await readVolume(db, subject, { volumeId: print.volumeId, act: 'catalogues.readSheets' });
  const drawn = drawPlan({ owner, plan: { sheets: print.plan, findings: [] } }, print.template);
  const pdf = await paintSheets({ ...paper, title: print.registerNumber, at: now() }, drawn.map(({ marks }) => marks));
  await recordEvent(db, subject, { act: 'catalogues.readSheets', object: print.registerNumber, detail: `sheets=${String(drawn.length)}`, personId: print.personId });
  return pdf;
}

export type CatalogueFile = { readonly volumeId: VolumeId; readonly template: CatalogueTemplateName; readonly setting: CatalogueSetting; readonly format: 'pdf' | 'xlsx' };

/** The whole catalogue of today as a file, whatever is on paper. */
export async function makeCatalogueFile({ db, now }: Services, subject: Subject, { volumeId, template, setting, format }: CatalogueFile): Promise<Buffer> {
  const wished = await planWish(db, subject, { volumeId, template, setting, way: 'whole', anew: [], act: 'catalogues.readFile' });
  const { person, rows, owner } = wished;
  const file = format === 'xlsx' ? await writeCatalogue(template, { rows: rows.map(row => ({ ...row, formedOn: row.formedOn ?? '' })), person: { name: person.name, archiveNumber: person.archiveNumber }, secrecy: owner.secrecy }) : await paintSheets({ ...paper, title: person.archiveNumber, at: now() }, drawPlan(wished, template).map(({ marks }) => marks));
  await recordEvent(db, subject, { act: 'catalogues.readFile', object: person.archiveNumber, detail: `${template} ${format} rows=${String(rows.length)}`, personId: person.id });
  return file;
}
