import { z } from 'zod';
import { PrintJobId, ViewSessionId } from './ids.ts';

/** prepared → submitted → completed | failed | cancelled. Only a completed copy counts. */
export const PrintState = z.enum(['prepared', 'submitted', 'completed', 'failed', 'cancelled']);
export type PrintState = z.infer<typeof PrintState>;

const transitions: Readonly<Record<PrintState, readonly PrintState[]>> = {
  prepared: ['submitted', 'cancelled', 'failed'],
  submitted: ['completed', 'failed', 'cancelled'],
  completed: [],
  failed: [],
  cancelled: [],
};

export function canPrintJobBecome(from: PrintState, to: PrintState): boolean {
  return transitions[from].includes(to);
}

/** One row of the print register (打印登记). */
export const PrintJob = z.object({
  id: PrintJobId,
  /** 登记号, printed on every sheet. */
  registerNumber: z.string(),
  viewSessionId: ViewSessionId,
  requestNumber: z.string(),
  personName: z.string(),
  materialName: z.string(),
  pageCount: z.int().positive(),
  copies: z.int().min(1).max(20),
  printerName: z.string(),
  state: PrintState,
  detail: z.string(),
  operatorName: z.string(),
  preparedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
});
export type PrintJob = z.infer<typeof PrintJob>;

/** A queue of the local CUPS, as it describes itself. */
export const Printer = z.object({
  name: z.string(),
  description: z.string(),
  /** Make and model, as the printer or its driver says; '' when neither does. */
  model: z.string(),
  state: z.enum(['idle', 'processing', 'stopped']),
  isAccepting: z.boolean(),
  /** IPP keywords such as `media-empty-error`; empty when nothing is wrong. */
  reasons: z.array(z.string()).readonly(),
  hasColor: z.boolean(),
  isDefault: z.boolean(),
});
export type Printer = z.infer<typeof Printer>;

export const PrintOutcome = z.object({
  state: z.enum(['completed', 'failed', 'cancelled']),
  /** Pages that the printer says it marked; null when it does not say. */
  impressions: z.int().nonnegative().nullable(),
  /** IPP reason keywords and the device's own words. */
  detail: z.string().max(300),
});
export type PrintOutcome = z.infer<typeof PrintOutcome>;
