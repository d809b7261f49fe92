import { z } from 'zod';
import { FormRef } from '../domain/forms/forms.ts';
import { PrintOutcome } from '../domain/printing.ts';
import { operation } from './operation.ts';

/** Forms of the data centre on the paper of this terminal, and into its folder of exports. */
export const formDeskOperations = {
  'forms.save': operation(z.object({ form: FormRef }), z.object({ path: z.string() })),
  'forms.print': operation(z.object({ form: FormRef, printerName: z.string().min(1).max(200) }), PrintOutcome),
};
