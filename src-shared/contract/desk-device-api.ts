import { z } from 'zod';
import { PrintJobId } from '../domain/ids.ts';
import { mostCopyBytes, Printer, PrintOutcome } from '../domain/printing.ts';
import { KeySuite, PresentToken } from '../domain/signing-key.ts';
import { operation } from './operation.ts';

const Nothing = z.object({});
const Bytes = z.instanceof(Uint8Array);

/** Printers and USB keys: what stands beside a terminal of every edition. */
export const deskDeviceApi = {
  'printers.list': operation(Nothing, z.object({ printers: z.array(Printer).readonly() })),
  /**
   * A piece of the document of this job, behind what came before; 0 begins it anew, and an empty first piece lets go of it. A large document goes in
   * pieces because a whole one, packed for the channel, stands in everybody's way. `print.state-conflict` for a piece that does not fit on.
   */
  'printers.load': operation(z.object({ printJobId: PrintJobId, offset: z.int().nonnegative().max(mostCopyBytes), bytes: Bytes }), Nothing),
  /** Submits a PDF whose pages have the given exact size and follows the job to its end. */
  'printers.print': operation(
    z.object({
      printJobId: PrintJobId,
      printerName: z.string().min(1).max(200),
      title: z.string().max(80),
      /** Left out: what was loaded. */
      pdf: Bytes.optional(),
      copies: z.int().min(1).max(20),
      pageCount: z.int().positive(),
      widthMm: z.number().positive(),
      heightMm: z.number().positive(),
      /** Black toner alone, where the printer offers it; a document without colour asks for it. */
      isMonochrome: z.boolean().default(false),
      /** Only what the printer offers; asked for what it does not have it refuses. */
      isDuplex: z.boolean().default(false),
      tray: z.string().max(100).nullable().default(null),
    }),
    PrintOutcome,
  ),
  /** Finds a job of an earlier run in the queue by its title and follows it to its end; null when the queue knows no such job. */
  'printers.resume': operation(
    z.object({ printJobId: PrintJobId, printerName: z.string().min(1).max(200), title: z.string().max(80), copies: z.int().min(1).max(20), pageCount: z.int().positive() }),
    z.object({ outcome: PrintOutcome.nullable() }),
  ),
  'printers.cancel': operation(z.object({ printJobId: PrintJobId }), Nothing),
  /** Tells every second by `keys.seen` which USB keys are plugged in. Does not answer while it watches: its failure is the end of the watch. */
  'keys.watch': operation(Nothing, Nothing),
  'keys.describe': operation(z.object({ keyId: z.string().max(300) }), z.object({ certificate: Bytes.nullable(), publicKey: Bytes })),
  /** The PIN crosses as bytes, because text cannot be wiped. */
  'keys.sign': operation(z.object({ keyId: z.string().max(300), pin: Bytes, message: Bytes }), z.object({ suite: KeySuite, signature: Bytes })),
};

export const deskDeviceEvents = {
  'keys.seen': z.object({ tokens: z.array(PresentToken).readonly() }),
  'print.progressed': z.object({ printJobId: PrintJobId, state: z.string(), reasons: z.array(z.string()).readonly() }),
};

/** Frames on the process channel. */
export type DeviceCall = { readonly id: number; readonly name: string; readonly input: unknown };
export const DeviceFrame = z.union([
  z.object({ id: z.int(), reply: z.unknown() }),
  z.object({ event: z.string(), payload: z.unknown() }),
]);
export type DeviceFrame = z.infer<typeof DeviceFrame>;
