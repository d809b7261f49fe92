import type { ColumnType, Generated } from 'kysely';
import type { Turn } from '#shared/domain/approval-route';
import type { ClassCode } from '#shared/domain/catalogue';
import type { Purpose } from '#shared/domain/purpose';
import type { PrintRegions } from '#shared/domain/print-region';
import type { RequestState } from '#shared/domain/view-request';

export type RequestTables = {
  viewRequests: {
    id: string;
    number: string;
    state: RequestState;
    applicantId: string;
    applicantUnitId: string;
    secondReaderId: string;
    personId: string;
    /** Whose approver decides: the person's managing unit when the request was sent. */
    managingUnitId: string;
    purpose: Purpose;
    reason: string;
    classCodes: ClassCode[];
    minutes: number;
    wantsPrint: boolean;
    submittedAt: Generated<Date>;
    decidedBy: string | null;
    decidedAt: Date | null;
    decisionNote: Generated<string>;
    grantedMinutes: number | null;
    /** Of each page that may be printed. */
    grantedCopies: Generated<number>;
    /** An unopened grant lapses here. */
    lapsesAt: Date | null;
    /** Set at the first opening: minutes run from then. */
    endsAt: Date | null;
    idempotencyKey: string;
    /** Of a confidential request; null for all others. */
    circleId: string | null;
    /** SHA-256 of what is asked for, in a canonical form: each decision keeps the one it decided on. */
    contentDigest: Generated<string>;
    /** How often the applicant has changed it; every change begins the way anew. */
    amendment: Generated<number>;
    /** The step that waits, from 1, or the last one. */
    step: Generated<number>;
    turn: Turn | null;
    route: Generated<Turn[]>;
    /** Who agreed in an earlier step of this amendment, and in whose place. */
    deciderIds: Generated<string[]>;
  };
  /** `regions`: what of it may be printed; none where all may. */
  grantMaterials: { requestId: string; materialId: string; canPrint: boolean; regions: ColumnType<PrintRegions, string | undefined, string> };
};
