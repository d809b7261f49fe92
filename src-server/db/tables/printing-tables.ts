import type { Generated } from 'kysely';
import type { PrinterDevice } from '#shared/domain/printer-device';
import type { PrinterApproval, PrintState } from '#shared/domain/printing';

export type PrintingTables = {
  printJobs: {
    id: string;
    registerNumber: string;
    viewSessionId: string;
    materialId: string;
    accountId: string;
    pageIds: string[];
    copies: number;
    printerName: Generated<string>;
    state: PrintState;
    detail: Generated<string>;
    preparedAt: Generated<Date>;
    finishedAt: Date | null;
    /** How often its sheets were fetched. */
    fetches: Generated<number>;
    /** Sheets that came out good, counted from the first; null while it is under way, and until somebody has counted what a failed one left. */
    goodSheets: number | null;
    wasteSheets: Generated<number>;
    idempotencyKey: string;
  };
  terminalPrinters: {
    id: string;
    terminalId: string;
    name: string;
    device: PrinterDevice;
    deviceUri: string;
    model: string;
    approval: PrinterApproval;
    /** When the terminal last told that this device stands behind the name, which is not said again while nothing changes. */
    seenAt: Date;
    decidedBy: string | null;
    decidedAt: Date | null;
    reason: Generated<string>;
  };
};
