import type { ColumnType, Generated } from 'kysely';
import type { PrinterDevice } from '#shared/domain/printer-device';
import type { PrintedKind, SheetPrint, SheetPrintState } from '#shared/domain/sheet-print';
import type { CopyState } from '#shared/domain/print-copy';
import type { PrintRegions } from '#shared/domain/print-region';
import type { PrinterApproval, PrintState } from '#shared/domain/printing';

export type PrintingTables = {
  sheetPrints: {
    id: string;
    registerNumber: string;
    unitId: string;
    kind: PrintedKind;
    object: string;
    personId: string | null;
    sheetCount: number;
    goodSheets: number | null;
    state: SheetPrintState;
    printerName: string;
    outcome: SheetPrint['outcome'];
    detail: Generated<string>;
    accountId: string;
    startedAt: Date;
    endedAt: Date | null;
    idempotencyKey: string;
  };
  printJobs: {
    id: string;
    registerNumber: string;
    viewSessionId: string;
    accountId: string;
    /** In the order in which its sheets are counted. */
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
    wasteDestroyedBy: Generated<string | null>;
    wasteDestroyedAt: Generated<Date | null>;
    wasteWitness: Generated<string>;
    checkedBy: Generated<string | null>;
    checkedAt: Generated<Date | null>;
    opinion: Generated<string>;
    /** What of its pages it shows, as it was granted; none where they are whole. */
    regions: ColumnType<PrintRegions, string | undefined, string>;
    idempotencyKey: string;
  };
  printCopies: {
    jobId: string;
    number: number;
    /** 48 bits, by which the grain of its pages names this copy. */
    markSerial: string | number;
    state: CopyState;
    receiver: Generated<string>;
    /** `2026-12-24`, a day of the site. */
    dueOn: Generated<string | null>;
    handedBy: Generated<string | null>;
    handedAt: Generated<Date | null>;
    endedBy: Generated<string | null>;
    endedAt: Generated<Date | null>;
    witness: Generated<string>;
    note: Generated<string>;
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
