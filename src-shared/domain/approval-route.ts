import { z } from 'zod';
import type { Role } from './account.ts';
import { UnitId } from './ids.ts';
import { Purpose } from './purpose.ts';
import { isWithinClearance, SecrecyLevel } from './secrecy.ts';

/** Who decides in one step: somebody of this role in the managing unit, or in a unit so many levels above it. */
export const RouteStep = z.object({
  levelsUp: z.int().min(0).max(2),
  role: z.enum(['approver', 'archivist']),
});
export type RouteStep = z.infer<typeof RouteStep>;

/** Whose turn it is, as one word that compares the same here and in SQL: `approver/<unit id>`. */
export type Turn = `${Role}/${string}`;
export const turnOf = (role: Role, unitId: string): Turn => `${role}/${unitId}`;

/** 审批路线: the first route whose conditions a request meets is the way it goes. An empty condition is met by everything. */
export const ApprovalRoute = z.object({
  purposes: z.array(Purpose).max(5).readonly(),
  /** For files of this level and above. */
  secrecyFrom: SecrecyLevel.nullable(),
  wantsPrint: z.boolean().nullable(),
  steps: z.array(RouteStep).min(1).max(4).readonly(),
});
export type ApprovalRoute = z.infer<typeof ApprovalRoute>;

/** Where a unit has no route of its own: one step by the managing unit's approvers. */
export const defaultSteps: readonly RouteStep[] = [{ levelsUp: 0, role: 'approver' }];

export type RouteConditions = { readonly purpose: Purpose; readonly secrecyLevel: SecrecyLevel; readonly wantsPrint: boolean };

export function stepsFor(routes: readonly ApprovalRoute[], { purpose, secrecyLevel, wantsPrint }: RouteConditions): readonly RouteStep[] {
  const route = routes.find(
    ({ purposes, secrecyFrom, wantsPrint: printing }) =>
      (purposes.length === 0 || purposes.includes(purpose)) &&
      (secrecyFrom === null || isWithinClearance(secrecyFrom, secrecyLevel)) &&
      (printing === null || printing === wantsPrint),
  );
  return route?.steps ?? defaultSteps;
}

/** waiting 待同意 → in-force 生效 → replaced 已更换; waiting → refused 不同意. */
export const RoutePlanState = z.enum(['waiting', 'in-force', 'refused', 'replaced']);
export type RoutePlanState = z.infer<typeof RoutePlanState>;

/** All routes of one managing unit: proposed by the system administrator, in force when the security officer has agreed. */
export const RoutePlan = z.object({
  id: z.uuid(),
  unitId: UnitId,
  unitName: z.string(),
  routes: z.array(ApprovalRoute).max(10).readonly(),
  state: RoutePlanState,
  reason: z.string(),
  proposedBy: z.string(),
  proposedAt: z.iso.datetime(),
  decidedBy: z.string().nullable(),
  decidedAt: z.iso.datetime().nullable(),
  /** Why it was refused; mostly empty for what was agreed. */
  decisionReason: z.string(),
});
export type RoutePlan = z.infer<typeof RoutePlan>;
