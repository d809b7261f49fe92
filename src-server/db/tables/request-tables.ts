import type { Generated } from 'kysely';
import type { ClassCode } from '#shared/domain/catalogue';
import type { Purpose } from '#shared/domain/purpose';
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
    /** An unopened grant lapses here. */
    lapsesAt: Date | null;
    /** Set at the first opening: minutes run from then. */
    endsAt: Date | null;
    idempotencyKey: string;
  };
  grantMaterials: { requestId: string; materialId: string; canPrint: boolean };
};
