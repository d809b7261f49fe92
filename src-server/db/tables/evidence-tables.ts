import type { JSONColumnType } from 'kysely';
import type { EvidenceContent } from '#shared/domain/evidence-sheet';

export type EvidenceTables = {
  /** Each version as it was saved; none is changed. */
  evidenceSheets: { personId: string; version: number; content: JSONColumnType<EvidenceContent>; savedAt: Date; savedBy: string };
};
