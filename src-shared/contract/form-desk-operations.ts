import { z } from 'zod';
import { FormRef } from '../domain/form-ref.ts';
import { SheetPrint } from '../domain/sheet-print.ts';
import { operation } from './operation.ts';

/** Forms of the data centre on the paper of this terminal, and into its folder of exports. */
export const formDeskOperations = {
  'forms.save': operation(z.object({ form: FormRef }), z.object({ path: z.string() })),
  /** Answers when it is done, and the register knows it. */
  'forms.print': operation(z.object({ form: FormRef, printerName: z.string().min(1).max(200) }), SheetPrint),
};
