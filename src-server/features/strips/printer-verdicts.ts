import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { PrinterVerdict } from '#shared/domain/strip-job';
import type { Services } from '../../app/services.ts';
import type { Db } from '../../db/schema.ts';
import { recordEvent } from '../audit/index.ts';
import { requireAllowed, type Subject } from '../authority/index.ts';

const mostVerdicts = 200;

/** For the whole fleet: what one house found out about a make of printer, the others need not find out again. Every word stays. */
export async function judgePrinter({ db, now }: Services, subject: Subject, { model, paper, verdict, note }: PrinterVerdict): Promise<void> {
  requireAllowed(subject, 'strips.judgePrinter');
  await db.transaction().execute(async tx => {
    await tx.insertInto('printerVerdicts').values({ id: randomUUID(), model, paper, verdict, note, unitId: subject.unitId, accountId: subject.accountId, at: now() }).execute();
    await recordEvent(tx, subject, { act: 'strips.judgePrinter', object: model, detail: `${paper} ${verdict}` });
  });
}

/** The newest word of each unit about each make and paper. */
export async function listVerdicts(db: Db): Promise<(z.input<typeof PrinterVerdict> & { unitName: string; at: string })[]> {
  const rows = await db
    .selectFrom('printerVerdicts')
    .innerJoin('units', 'units.id', 'printerVerdicts.unitId')
    .distinctOn(['model', 'printerVerdicts.unitId', 'paper'])
    .select(['model', 'paper', 'verdict', 'note', 'at', 'units.name as unitName'])
    .orderBy('model')
    .orderBy('printerVerdicts.unitId')
    .orderBy('paper')
    .orderBy('at', 'desc')
    .limit(mostVerdicts)
    .execute();
  return rows.map(({ at, ...verdict }) => ({ ...verdict, at: at.toISOString() }));
}
