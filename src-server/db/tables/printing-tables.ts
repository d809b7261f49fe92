import type { Generated } from 'kysely';
import type { PrintState } from '#shared/domain/printing';

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
    idempotencyKey: string;
  };
};
