import { z } from 'zod';
import { FormKind, FormRef } from './form-ref.ts';
import { BatchId, PackageId, PersonId, PrintJobId } from './ids.ts';

export const SheetPrintId = z.uuid().brand<'SheetPrintId'>();
export type SheetPrintId = z.infer<typeof SheetPrintId>;

/** What came onto paper beside copies of pages, catalogues and strips: a form (表单), 摘录单, 核对表, 问题单 with the part of it, 审计报表. */
export const PrintedRef = z.discriminatedUnion('kind', [
  ...FormRef.options,
  z.object({ kind: z.literal('excerpt-sheet'), id: PrintJobId }),
  z.object({ kind: z.literal('evidence-sheet'), personId: PersonId }),
  /** 审计报表, of the time between the two. */
  z.object({ kind: z.literal('audit-report'), from: z.iso.datetime(), until: z.iso.datetime() }),
  z.object({ kind: z.literal('defect-sheet'), batchId: BatchId, packageId: PackageId.nullable(), part: z.int().positive() }),
]);
export type PrintedRef = z.infer<typeof PrintedRef>;

export const PrintedKind = z.enum([...FormKind.options, 'excerpt-sheet', 'evidence-sheet', 'defect-sheet', 'audit-report']);
export type PrintedKind = z.infer<typeof PrintedKind>;

export const mostPrintedSheets = 5000;

/** printing → done | counting → done. `counting`: the printer did not say that all was well, so a person counts. */
export const SheetPrintState = z.enum(['printing', 'counting', 'done']);
export type SheetPrintState = z.infer<typeof SheetPrintState>;

/** One row of the register of forms (表单打印登记); its number is the title of the job in the queue. */
export const SheetPrint = z.object({
  id: SheetPrintId,
  registerNumber: z.string(),
  kind: PrintedKind,
  /** Number of the request, file, batch or copy that it is about. */
  object: z.string(),
  sheetCount: z.int().positive().max(mostPrintedSheets),
  /** How many of them came out right, counted from the first; null while nobody knows. */
  goodSheets: z.int().nonnegative().nullable(),
  state: SheetPrintState,
  printerName: z.string(),
  outcome: z.enum(['completed', 'failed', 'cancelled']).nullable(),
});
export type SheetPrint = z.infer<typeof SheetPrint>;

export const OutputKind = z.enum(['catalogue', 'strips', ...PrintedKind.options]);
export type OutputKind = z.infer<typeof OutputKind>;

/** A row of the register of everything that came onto paper beside copies: what the printer was given, and what of it was good. */
export const RegisteredOutput = z.object({
  id: z.uuid(),
  kind: OutputKind,
  registerNumber: z.string(),
  object: z.string(),
  /** Sheets; of strips and labels these. */
  count: z.int().nonnegative(),
  good: z.int().nonnegative().nullable(),
  state: z.enum(['waiting', 'printing', 'counting', 'done', 'given-up']),
  printerName: z.string(),
  operatorName: z.string(),
  at: z.iso.datetime(),
});
export type RegisteredOutput = z.infer<typeof RegisteredOutput>;
