import type { JSONColumnType } from 'kysely';
import type { ApprovalRoute, RoutePlanState } from '#shared/domain/approval-route';
import type { Role } from '#shared/domain/account';

export type ApprovalTables = {
  /** All routes of a managing unit; at most one plan is in force, at most one waits. */
  routePlans: {
    id: string;
    unitId: string;
    routes: JSONColumnType<ApprovalRoute[]>;
    state: RoutePlanState;
    reason: string;
    proposedBy: string;
    proposedAt: Date;
    decidedBy: string | null;
    decidedAt: Date | null;
    decisionReason: string;
  };
  /** The way of a request, once for each amendment. */
  requestSteps: {
    requestId: string;
    amendment: number;
    position: number;
    /** Null: a member of the circle. */
    unitId: string | null;
    role: Role;
    decision: 'agreed' | 'refused' | null;
    decidedBy: string | null;
    onBehalfOf: string | null;
    decidedAt: Date | null;
    /** What the request said when it was decided. */
    contentDigest: string | null;
    note: string;
  };
  delegations: { id: string; fromId: string; toId: string; startsAt: Date; endsAt: Date; reason: string; createdAt: Date; endedAt: Date | null };
  circles: { id: string; name: string; code: string; createdAt: Date; closedAt: Date | null };
  circleMembers: { circleId: string; accountId: string };
};
