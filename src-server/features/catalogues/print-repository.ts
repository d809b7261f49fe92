import type { Selectable, SelectQueryBuilder } from 'kysely';
import type { z } from 'zod';
import { CataloguePrintId, type CataloguePrint } from '#shared/domain/catalogue-sheets/catalogue-print';
import type { CatalogueBook, CatalogueSheet } from '#shared/domain/catalogue-sheets/catalogue-book';
import { AppError } from '#shared/errors/app-error';
import type { Db, Schema } from '../../db/schema.ts';

export type PrintRecord = Selectable<Schema['cataloguePrints']> & { readonly operatorName: string; readonly archiveNumber: string; readonly personId: string };
/** What is on paper. */
export type BookRecord = z.infer<typeof CatalogueBook>;

export const printQuery = (db: Db): SelectQueryBuilder<Schema, 'cataloguePrints' | 'accounts' | 'volumes' | 'persons', PrintRecord> =>
  db
    .selectFrom('cataloguePrints')
    .innerJoin('accounts', 'accounts.id', 'cataloguePrints.accountId')
    .innerJoin('volumes', 'volumes.id', 'cataloguePrints.volumeId')
    .innerJoin('persons', 'persons.id', 'volumes.personId')
    .selectAll('cataloguePrints')
    .select(['accounts.displayName as operatorName', 'persons.archiveNumber', 'persons.id as personId']);

export async function requirePrint(db: Db, id: string): Promise<PrintRecord> {
  if (!CataloguePrintId.safeParse(id).success) throw new AppError('resource.not-found');
  const print = await printQuery(db).where('cataloguePrints.id', '=', id).executeTakeFirst();
  if (!print) throw new AppError('resource.not-found');
  return print;
}

const shownPrints = 20;

/** Newest first. */
export function listPrints(db: Db, volumeId: string): Promise<PrintRecord[]> {
  return printQuery(db).where('cataloguePrints.volumeId', '=', volumeId).orderBy('preparedAt', 'desc').orderBy('cataloguePrints.registerNumber', 'desc').limit(shownPrints).execute();
}

/** It is what the newest print left of which a sheet came out right: one that left none changed nothing. */
export async function findBook(db: Db, { volumeId, template }: Pick<PrintRecord, 'volumeId' | 'template'>): Promise<BookRecord | undefined> {
  const last = await printQuery(db)
    .where('cataloguePrints.volumeId', '=', volumeId)
    .where('cataloguePrints.template', '=', template)
    .where('cataloguePrints.goodSheets', '>', 0)
    .orderBy('preparedAt', 'desc')
    .orderBy('cataloguePrints.registerNumber', 'desc')
    .limit(1)
    .executeTakeFirst();
  return last && { edition: last.edition, setting: last.setting, sheets: sheetsAfter(last), printedAt: (last.endedAt ?? last.preparedAt).toISOString() };
}

export function viewPrint(print: PrintRecord): z.input<typeof CataloguePrint> {
  const { id, registerNumber, volumeId, archiveNumber, template, setting, edition, state, sheets, goodSheets, printerName, outcome, operatorName } = print;
  return {
    ...{ id, registerNumber, volumeId, archiveNumber, template, setting, edition, state, sheets, goodSheets, printerName, outcome, operatorName },
    preparedAt: print.preparedAt.toISOString(),
    endedAt: print.endedAt?.toISOString() ?? null,
  };
}

/** Those that came out right as planned, the others as before; of new ones it is remembered what they are to be. */
function sheetsAfter({ plan, sheets, beforeSheets, goodSheets }: Pick<PrintRecord, 'plan' | 'sheets' | 'beforeSheets' | 'goodSheets'>): CatalogueSheet[] {
  const good = new Set(sheets.slice(0, goodSheets ?? 0).map(({ number }) => number));
  return plan.map(({ slots }, index) => (good.has(index + 1) ? { isPrinted: true, slots } : (beforeSheets[index] ?? { isPrinted: false, slots })));
}
