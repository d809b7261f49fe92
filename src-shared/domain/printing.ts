import { z } from 'zod';
import { PrintJobId, TerminalId, ViewSessionId } from './ids.ts';
import { PrintCopy } from './print-copy.ts';
import { Purpose } from './purpose.ts';
import { Secrecy } from './secrecy.ts';
import { PrinterDevice } from './printer-device.ts';

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
  /** In the order of its sheets. */
  materialNames: z.array(z.string()).readonly(),
  pageCount: z.int().positive(),
  /** Parts of its pages that it shows, at their place on white; 0 where the pages are whole. */
  regionCount: z.int().nonnegative(),
  copies: z.int().min(1).max(20),
  printerName: z.string(),
  state: PrintState,
  detail: z.string(),
  operatorName: z.string(),
  preparedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
  /** Sheets that came out good, counted from the first; null while it is under way or, of a failed one, not counted yet. */
  goodSheets: z.int().nonnegative().nullable(),
  /** Spoilt sheets (废页), kept to be destroyed. */
  wasteSheets: z.int().nonnegative(),
  /** Waste that is registered and not destroyed yet. */
  hasWaste: z.boolean(),
  /** 核对, before copies leave. */
  checkedAt: z.iso.datetime().nullable(),
});

/** Copies that a grant can allow of each page. */
export const GrantedCopies = z.int().min(1).max(20);
export type PrintJob = z.infer<typeof PrintJob>;

/** 类号-序号 and which pages of it. */
export const PrintedMaterial = z.object({ number: z.string(), name: z.string(), pageNumbers: z.array(z.int().positive()).readonly() });
export type PrintedMaterial = z.infer<typeof PrintedMaterial>;

/** The whole entry (输出登记): what the excerpt sheet says. */
export const PrintEntry = z.object({
  job: PrintJob,
  secrecy: Secrecy,
  archiveNumber: z.string(),
  personPost: z.string(),
  materials: z.array(PrintedMaterial).readonly(),
  purpose: Purpose,
  reason: z.string(),
  applicantName: z.string(),
  applicantUnitName: z.string(),
  approverName: z.string(),
  approvedAt: z.iso.datetime().nullable(),
  checkedByName: z.string().nullable(),
  opinion: z.string(),
  wasteDestroyedByName: z.string().nullable(),
  wasteDestroyedAt: z.iso.datetime().nullable(),
  wasteWitness: z.string(),
  copies: z.array(PrintCopy).readonly(),
  /** Whether the caller checks copies and says where they go. */
  mayKeep: z.boolean(),
});
export type PrintEntry = z.infer<typeof PrintEntry>;

/** More would not fit into one document; whoever needs them registers two. */
export const mostSheets = 400;
/** Sheets of 330 dpi have about a megabyte each. */
export const mostCopyBytes = 512 * 1024 * 1024;

/** Every sheet of a copy is A4; its printer is asked for exactly this. */
export const copySheet = { widthMm: 210, heightMm: 297 } as const;

/** Whether sheets may go to a printer of a terminal: the security officer approves each device, and no file. */
export const PrinterApproval = z.enum(['approved', 'waiting', 'refused']);
export type PrinterApproval = z.infer<typeof PrinterApproval>;

/** A printer as its terminal tells of it. Another device behind the same name is another printer. */
export const ReportedPrinter = z.object({ name: z.string().min(1).max(200), device: PrinterDevice, deviceUri: z.string().max(300), model: z.string().max(120) });
export type ReportedPrinter = z.infer<typeof ReportedPrinter>;

export const TerminalPrinterId = z.uuid().brand<'TerminalPrinterId'>();
export const TerminalPrinter = ReportedPrinter.extend({
  id: TerminalPrinterId,
  terminalId: TerminalId,
  approval: PrinterApproval,
  seenAt: z.iso.datetime(),
  decidedByName: z.string().nullable(),
  decidedAt: z.iso.datetime().nullable(),
  reason: z.string(),
});
export type TerminalPrinter = z.infer<typeof TerminalPrinter>;

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
  device: PrinterDevice,
  deviceUri: z.string(),
  /** Keywords of its trays (`tray-1`, `manual`), as it offers them; empty when it names none. */
  trays: z.array(z.string()).readonly(),
  /** Prints on both sides. */
  hasDuplex: z.boolean(),
});
export type Printer = z.infer<typeof Printer>;

/** What a person chooses of what the printer offers. The size of the paper is never a choice: it is that of the document. */
export const PrintOptions = z.object({ isMonochrome: z.boolean(), isDuplex: z.boolean(), tray: z.string().max(100).nullable() });
export type PrintOptions = z.infer<typeof PrintOptions>;
export const plainOptions: PrintOptions = { isMonochrome: false, isDuplex: false, tray: null };

/** A printer with what the data centre says of it; null where it was not asked. */
export const OfferedPrinter = Printer.extend({ approval: PrinterApproval.nullable() });
export type OfferedPrinter = z.infer<typeof OfferedPrinter>;

export const PrintOutcome = z.object({
  state: z.enum(['completed', 'failed', 'cancelled']),
  /** Pages that the printer says it marked; null when it does not say. */
  impressions: z.int().nonnegative().nullable(),
  /** IPP reason keywords and the device's own words. */
  detail: z.string().max(300),
});
export type PrintOutcome = z.infer<typeof PrintOutcome>;
