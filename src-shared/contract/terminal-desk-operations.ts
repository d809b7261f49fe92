import { z } from 'zod';
import { LoginName, Password } from '../domain/account.ts';
import { AccountId, PrintJobId } from '../domain/ids.ts';
import { LogAlarm, LogAnchor, LogMismatch } from '../domain/log-proof.ts';
import { OfferedPrinter, plainOptions, PrintJob, PrintOptions, PrintOutcome } from '../domain/printing.ts';
import { KeyId, Pin } from '../domain/signing-key.ts';
import { entranceEvents, KeyIdAtTerminal, ownKeyOperations } from './entrance-operations.ts';
import { Nothing } from './lists.ts';
import { operation } from './operation.ts';

// What src-main does for its windows in every edition.

export * from './entrance-operations.ts';

export const deskPrintingOperations = {
  'printing.listPrinters': operation(Nothing, z.object({ printers: z.array(OfferedPrinter).readonly() })),
  /** Prints a prepared job and answers when CUPS and the printer are done with it; the outcome is registered. */
  'printing.print': operation(z.object({ id: PrintJobId, printerName: z.string().min(1).max(200), options: PrintOptions.default(plainOptions) }), PrintJob),
  'printing.cancel': operation(z.object({ id: PrintJobId }), Nothing),
};

/** 摘录单 of a print, on paper or into the folder of exports. */
export const excerptSheetOperations = {
  'printing.saveSheet': operation(z.object({ id: PrintJobId }), z.object({ path: z.string() })),
  'printing.printSheet': operation(z.object({ id: PrintJobId, printerName: z.string().min(1).max(200) }), PrintOutcome),
};

/** What this terminal keeps of the audit log, and what contradicted it. */
export const anchorOperations = {
  'anchors.get': operation(Nothing, z.object({ anchor: LogAnchor.nullable(), alarm: LogAlarm.nullable() })),
  /** As files beside the auditor's reports: the note, and the public key of the log. */
  'anchors.save': operation(Nothing, z.object({ path: z.string() })),
};

export const presentKeyOperations = {
  ...ownKeyOperations,
  /** By the security officer, with the holder beside him: the key proves itself, the holder gives his password. */
  'keys.registerPresent': operation(
    z.object({ accountId: AccountId, loginName: LoginName, keyId: KeyIdAtTerminal, pin: Pin, holderPassword: Password, label: z.string().trim().min(1).max(60) }),
    z.object({ id: KeyId }),
  ),
};

export const terminalEvents = {
  ...entranceEvents,
  /** Something came into the outbox or left it: ask `outbox.list` again, and for what it may have changed. */
  'outbox.changed': z.object({}),
  /** The data centre shows a log that does not continue the one this terminal knew. */
  'log.contradicted': z.object({ reason: LogMismatch }),
  'print.progressed': z.object({ id: PrintJobId, state: z.string(), reasons: z.array(z.string()).readonly() }),
};

/** The one door between a window and src-main; both hosts expose it as `window.desktop`. */
export type DesktopBridge = {
  readonly call: (name: string, input: unknown) => Promise<unknown>;
  readonly subscribe: (listener: (name: string, payload: unknown) => void) => () => void;
};
