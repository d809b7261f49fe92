import { z } from 'zod';
import { IdempotencyKey, PageId, PrintJobId, ViewSessionId } from '../../domain/ids.ts';
import { CopyEnd, PrintTodo } from '../../domain/print-copy.ts';
import { mostSheets, PrintEntry, PrintJob, PrintOutcome } from '../../domain/printing.ts';
import { Nothing, PageNumber, listOf } from '../lists.ts';
import { operation } from '../operation.ts';

export const printingOperations = {
  /** Registers a copy and composes it; its PDF is fetched from `printPath(id)` while it is prepared or submitted. */
  'printing.prepare': operation(
    z.object({
      viewSessionId: ViewSessionId,
      /** Of one material or of several; they come in the order of the catalogue. */
      pageIds: z.array(PageId).min(1).max(mostSheets).readonly(),
      copies: z.int().min(1).max(20),
      idempotencyKey: IdempotencyKey,
    }),
    PrintJob,
  ),
  'printing.submitted': operation(z.object({ id: PrintJobId, printerName: z.string().min(1).max(200) }), PrintJob),
  'printing.finished': operation(PrintOutcome.extend({ id: PrintJobId }), PrintJob),
  /** What a failed or cancelled copy left on paper: good sheets from the first on, and spoilt ones. Nothing more of these pages is printed before. */
  'printing.countSheets': operation(z.object({ id: PrintJobId, goodSheets: z.int().nonnegative().max(8000), wasteSheets: z.int().nonnegative().max(8000) }), PrintJob),
};

const Copy = z.object({ id: PrintJobId, number: z.int().min(1).max(20) });
const Witness = z.string().trim().max(60);

/** 打印登记: by whoever has made copies, and by the custodian, from the check to the end of the last copy. */
export const printRegisterOperations = {
  'printing.list': operation(z.object({ page: PageNumber, todo: PrintTodo.nullable().default(null), /** Part of a register number, an application number or a name. */ query: z.string().trim().max(60).default('') }), listOf(PrintJob)),
  /** What waits, of the copies that the caller sees. */
  'printing.reminders': operation(Nothing, z.record(PrintTodo, z.int().nonnegative())),
  'printing.get': operation(z.object({ id: PrintJobId }), PrintEntry),
  /** 核对: before copies leave, with the archivist's opinion; the stamp is on the paper. */
  'printing.check': operation(z.object({ id: PrintJobId, opinion: z.string().trim().min(1).max(200) }), PrintEntry),
  'printing.handOver': operation(Copy.extend({ receiver: z.string().trim().min(1).max(60), dueOn: z.iso.date().nullable() }), PrintEntry),
  /** 回收, 归档, 销毁. Destroying needs a witness. */
  'printing.endCopy': operation(Copy.extend({ end: CopyEnd, witness: Witness, note: z.string().trim().max(200) }), PrintEntry),
  'printing.destroyWaste': operation(z.object({ id: PrintJobId, witness: Witness.min(1) }), PrintEntry),
};
