import { z } from 'zod';
import { FormRef } from '../domain/form-ref.ts';
import { PrintJobId } from '../domain/ids.ts';
import { SheetPrint } from '../domain/sheet-print.ts';
import { operation } from './operation.ts';

/** Forms of the data centre on the paper of this terminal, and into its folder of exports. */
export const formDeskOperations = {
  'forms.save': operation(z.object({ form: FormRef }), z.object({ path: z.string() })),
  /** Answers when it is done, and the register knows it; what the printer says meanwhile is told under `printJobId`. */
  'forms.print': operation(z.object({ form: FormRef, printJobId: PrintJobId, printerName: z.string().min(1).max(200) }), SheetPrint),
  'forms.cancelPrint': operation(z.object({ printJobId: PrintJobId }), z.object({})),
};
