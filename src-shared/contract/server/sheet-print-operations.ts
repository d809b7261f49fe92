import { z } from 'zod';
import { IdempotencyKey } from '../../domain/ids.ts';
import { mostPrintedSheets, OutputKind, PrintedRef, RegisteredOutput, SheetPrint, SheetPrintId } from '../../domain/sheet-print.ts';
import { listOf, PageNumber } from '../lists.ts';
import { operation } from '../operation.ts';

const SheetCount = z.int().positive().max(mostPrintedSheets);

/** 表单打印登记, and the register of all that came onto paper beside copies. */
export const sheetPrintOperations = {
  /** Told by the terminal before the printer hears of it, for whoever may take the document out. */
  'sheetPrints.begin': operation(z.object({ idempotencyKey: IdempotencyKey, of: PrintedRef, sheetCount: SheetCount, printerName: z.string().min(1).max(200) }), SheetPrint),
  'sheetPrints.end': operation(z.object({ id: SheetPrintId, outcome: z.enum(['completed', 'failed', 'cancelled']), detail: z.string().max(300) }), SheetPrint),
  /** How many sheets came out right, said by a person; also against the printer. `sheet-print.wrong-count` when there were fewer. */
  'sheetPrints.count': operation(z.object({ id: SheetPrintId, goodSheets: z.int().nonnegative().max(mostPrintedSheets) }), SheetPrint),
  /** Newest first: catalogues, strips and forms of the own files and units, and one's own. */
  'sheetPrints.list': operation(z.object({ page: PageNumber, kind: OutputKind.nullable().default(null) }), listOf(RegisteredOutput)),
};
