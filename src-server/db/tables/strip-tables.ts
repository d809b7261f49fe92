import type { Generated, JSONColumnType } from 'kysely';
import type { StripTemplate } from '#shared/domain/spine-strip';
import type { PrinterVerdict, StripJobState, StripRun, StripVolume } from '#shared/domain/strip-job';
import type { StripPaper } from '#shared/domain/strip-sheets';

export type StripTables = {
  stripTemplates: { unitId: string; id: string; version: number; template: JSONColumnType<StripTemplate>; isRetired: Generated<boolean>; savedBy: string; savedAt: Date };
  stripJobs: {
    id: string;
    registerNumber: string;
    unitId: string;
    templateId: string;
    templateVersion: number;
    /** As it was then: the register tells what was printed, whatever becomes of the template. */
    template: JSONColumnType<StripTemplate>;
    paper: StripPaper;
    marginMm: number;
    strips: JSONColumnType<StripVolume[]>;
    stripCount: number;
    goodCount: Generated<number>;
    state: StripJobState;
    accountId: string;
    preparedAt: Date;
    idempotencyKey: string;
  };
  stripRuns: {
    jobId: string;
    number: number;
    firstPosition: number;
    lastGood: number | null;
    printerName: string;
    outcome: StripRun['outcome'];
    detail: Generated<string>;
    startedAt: Date;
    endedAt: Date | null;
  };
  printerVerdicts: { id: string; model: string; paper: StripPaper; verdict: PrinterVerdict['verdict']; note: string; unitId: string; accountId: string; at: Date };
};
