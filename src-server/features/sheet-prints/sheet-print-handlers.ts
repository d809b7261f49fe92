import type { z } from 'zod';
import type { Handlers } from '#shared/contract/operation';
import type { sheetPrintOperations } from '#shared/contract/server/sheet-print-operations';
import type { SheetPrint } from '#shared/domain/sheet-print';
import type { RequestContext, Services } from '../../app/services.ts';
import { requireAllowed, requireSubject } from '../authority/index.ts';
import { countOutputs, listOutputs } from './list-outputs.ts';
import { beginSheetPrint, countSheetPrint, endSheetPrint, type SheetPrintRecord } from './move-sheet-print.ts';

function view({ id, registerNumber, kind, object, sheetCount, goodSheets, state, printerName, outcome }: SheetPrintRecord): z.input<typeof SheetPrint> {
  return { id, registerNumber, kind, object, sheetCount, goodSheets, state, printerName, outcome };
}

/** 表单打印登记. */
export function sheetPrintHandlers(services: Services): Handlers<typeof sheetPrintOperations, RequestContext> {
  const { db } = services;
  return {
    'sheetPrints.begin': async (start, context) => view(await beginSheetPrint(services, requireSubject(context), start)),
    'sheetPrints.end': async (end, context) => view(await endSheetPrint(services, requireSubject(context), end)),
    'sheetPrints.count': async (count, context) => view(await countSheetPrint(services, requireSubject(context), count)),
    'sheetPrints.list': async ({ page, kind }, context) => {
      const subject = requireSubject(context);
      requireAllowed(subject, 'sheetPrints.list');
      return { items: await listOutputs(db, subject, { page, kind }), total: await countOutputs(db, subject, kind) };
    },
  };
}
