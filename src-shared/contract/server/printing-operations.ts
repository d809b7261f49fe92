import { z } from 'zod';
import { IdempotencyKey, MaterialId, PageId, PrintJobId, ViewSessionId } from '../../domain/ids.ts';
import { PrintJob, PrintOutcome } from '../../domain/printing.ts';
import { PageNumber, listOf } from '../lists.ts';
import { operation } from '../operation.ts';

export const printingOperations = {
  /** Registers a copy and composes it; its PDF is fetched from `printPath(id)` while it is prepared or submitted. */
  'printing.prepare': operation(
    z.object({
      viewSessionId: ViewSessionId,
      materialId: MaterialId,
      pageIds: z.array(PageId).min(1).max(400).readonly(),
      copies: z.int().min(1).max(20),
      idempotencyKey: IdempotencyKey,
    }),
    PrintJob,
  ),
  'printing.submitted': operation(z.object({ id: PrintJobId, printerName: z.string().min(1).max(200) }), PrintJob),
  'printing.finished': operation(PrintOutcome.extend({ id: PrintJobId }), PrintJob),
  /** What a failed or cancelled copy left on paper: good sheets from the first on, and spoilt ones. Nothing more of these pages is printed before. */
  'printing.countSheets': operation(z.object({ id: PrintJobId, goodSheets: z.int().nonnegative().max(8000), wasteSheets: z.int().nonnegative().max(8000) }), PrintJob),
  'printing.list': operation(z.object({ page: PageNumber }), listOf(PrintJob)),
};
