import { z } from 'zod';
import { ApprovalRoute, RoutePlan } from '../../domain/approval-route.ts';
import { Circle, CircleAccount, CircleCode, CircleId } from '../../domain/circle.ts';
import { Delegation, Deputy } from '../../domain/delegation.ts';
import { AccountId, UnitId } from '../../domain/ids.ts';
import { listOf, Nothing, PageNumber } from '../lists.ts';
import { operation } from '../operation.ts';

const Reason = z.string().trim().min(1).max(200);
/** Whoever proposed it reads why it was refused. */
const RouteDecision = z.object({ id: z.uuid(), isAgreed: z.boolean(), reason: z.string().trim().max(200) }).refine(({ isAgreed, reason }) => isAgreed || reason !== '', { path: ['reason'] });

/** 委托: an approver who is away lets another approver decide in his place. */
export const delegationOperations = {
  'delegations.deputies': operation(Nothing, z.object({ deputies: z.array(Deputy).readonly() })),
  /** Given by the caller, and given to him; what runs and what comes before what is over. */
  'delegations.list': operation(Nothing, z.object({ delegations: z.array(Delegation).readonly() })),
  'delegations.create': operation(z.object({ toId: AccountId, startsAt: z.iso.datetime(), endsAt: z.iso.datetime(), reason: Reason }), z.object({ id: z.uuid() })),
  'delegations.end': operation(z.object({ id: z.uuid() }), Nothing),
};

/** 审批路线 of each managing unit: proposed by the system administrator, agreed by the security officer. */
export const routeOperations = {
  /** Plans in force, plans that wait, and of each unit the last one if it was refused. */
  'routes.list': operation(Nothing, z.object({ plans: z.array(RoutePlan).readonly() })),
  /** Replaces the plan of this unit that waits, if there is one. No routes at all is the default: one step by the unit's approvers. */
  'routes.propose': operation(z.object({ unitId: UnitId, routes: z.array(ApprovalRoute).max(10).readonly(), reason: Reason }), z.object({ id: z.uuid() })),
  'routes.decide': operation(RouteDecision, Nothing),
};

/** 保密范围, kept by the security officer, who sees none of their requests. */
export const circleOperations = {
  'circles.list': operation(Nothing, z.object({ circles: z.array(Circle).readonly() })),
  'circles.create': operation(z.object({ name: z.string().trim().min(1).max(60), code: CircleCode, memberIds: z.array(AccountId).max(50).readonly(), reason: Reason }), z.object({ id: CircleId })),
  /** All members from now on; who is left out sees nothing more at once. */
  'circles.setMembers': operation(z.object({ id: CircleId, memberIds: z.array(AccountId).max(50).readonly(), reason: Reason }), Nothing),
  'circles.close': operation(z.object({ id: CircleId, reason: Reason }), Nothing),
  /** For the auditor: every confidential request there has been, by its number. */
  'circles.account': operation(z.object({ page: PageNumber }), listOf(CircleAccount)),
};
