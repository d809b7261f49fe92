import { randomUUID } from 'node:crypto';
import type { IdempotencyKey } from '#shared/domain/ids';
import { formatSiteDay } from '#shared/domain/site-clock';
import { mostSheets } from '#shared/domain/catalogue-sheets/catalogue-book';
import { AppError } from '#shared/errors/app-error';
import type { Services } from '../../app/services.ts';
import { nextNumber } from '../../db/next-number.ts';
import type { Db } from '../../db/schema.ts';
import { recordEvent } from '../audit/index.ts';
import type { Subject } from '../authority/index.ts';
import { findMissingGlyphs } from '../sheets/index.ts';
import { drawPlan, planWish, type Wish, type Wished } from './read-catalogue.ts';
import { requirePrint, type PrintRecord } from './print-repository.ts';

type Order = Wish & { readonly idempotencyKey: IdempotencyKey };

/** Registers a print once for each key, with what will stand on each sheet: what is printed is what was registered, whatever is filed meanwhile. */
export async function prepareCatalogue({ db, now }: Services, subject: Subject, order: Order): Promise<PrintRecord> {
  const act = 'catalogues.prepare';
  const at = now();
  return db.transaction().execute(async tx => {
    // Held to the end: prints of a volume are planned one after the other.
    await tx.selectFrom('volumes').select('id').where('id', '=', order.volumeId).forUpdate().execute();
    const wished = await planWish(tx, subject, { ...order, act });
    const known = await findByKey(tx, subject, order);
    if (known) return known;
    const sheets = await requirePrintable(wished, order);
    await closeEarlier(tx, order);
    const year = formatSiteDay(at).slice(0, 4);
    const [id, registerNumber] = [randomUUID(), `ML${year}-${String(await nextNumber(tx, `catalogues:${year}`)).padStart(5, '0')}`];
    const before = order.way === 'continue' ? (wished.book?.sheets ?? []) : [];
    await tx
      .insertInto('cataloguePrints')
      .values({
        ...{ id, registerNumber, volumeId: order.volumeId, template: order.template, edition: wished.edition, setting: JSON.stringify(wished.setting), idempotencyKey: order.idempotencyKey },
        ...{ beforeSheets: JSON.stringify(before), plan: JSON.stringify(wished.plan.sheets), sheets: JSON.stringify(sheets), state: 'prepared', goodSheets: null },
        ...{ printerName: null, outcome: null, accountId: subject.accountId, preparedAt: at, endedAt: null },
      })
      .execute();
    const detail = `${order.template} ${order.way} edition=${String(wished.edition)} sheets=${String(sheets.length)} rows=${String(sheets.reduce((sum, { rows }) => sum + rows, 0))}`;
    await recordEvent(tx, subject, { act, object: registerNumber, detail, personId: wished.person.id });
    return requirePrint(tx, id);
  });
}

async function findByKey(tx: Db, { accountId }: Subject, { idempotencyKey, volumeId }: Order): Promise<PrintRecord | undefined> {
  const known = await tx.selectFrom('cataloguePrints').select(['id', 'accountId', 'volumeId']).where('idempotencyKey', '=', idempotencyKey).executeTakeFirst();
  if (known && (known.accountId !== accountId || known.volumeId !== volumeId)) throw new AppError('record.changed');
  return known && requirePrint(tx, known.id);
}

/** Nothing that would not come out right is registered. */
async function requirePrintable(wished: Wished, { template }: Order): Promise<PrintRecord['sheets']> {
  const { plan, person } = wished;
  const sheets = plan.sheets.flatMap(({ way, added, slots }, index) => {
    const rows = way === 'added' ? added.length : slots.filter(slot => slot.kind === 'row' && slot.row !== null).length;
    return way === 'as-it-is' ? [] : [{ number: index + 1, way, rows }];
  });
  if (sheets.length === 0) throw new AppError('catalogue.nothing-new');
  if (plan.sheets.length > mostSheets) throw new AppError('catalogue.too-long', { most: mostSheets });
  const [missing] = await findMissingGlyphs(drawPlan(wished, template).map(({ marks }) => marks));
  if (missing) throw new AppError('sheet.glyph-missing', missing);
  const [cut] = drawPlan(wished, template).flatMap(({ cut: keys }) => keys);
  if (cut !== undefined) throw new AppError('catalogue.row-too-long', { archiveNumber: person.archiveNumber, row: cut });
  return sheets;
}

/** One that was never begun gives way; one that moved paper must be settled first, or nobody would know what is on it. */
async function closeEarlier(tx: Db, { volumeId, template }: Order): Promise<void> {
  const open = await tx.selectFrom('cataloguePrints').select(['id', 'state', 'registerNumber']).where('volumeId', '=', volumeId).where('template', '=', template).where('state', 'in', ['prepared', 'printing', 'counting']).executeTakeFirst();
  if (!open) return;
  if (open.state !== 'prepared') throw new AppError('catalogue.count-first', { number: open.registerNumber });
  await tx.updateTable('cataloguePrints').set({ state: 'replaced' }).where('id', '=', open.id).execute();
}
