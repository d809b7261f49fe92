import { z } from 'zod';
import { Colleague } from '../../domain/account.ts';
import { CircleId } from '../../domain/circle.ts';
import { IdempotencyKey, RequestId } from '../../domain/ids.ts';
import { Amendment, Application, ContentDigest, GrantedMaterial, RequestDetail, RequestSummary, ViewingMinutes } from '../../domain/view-request.ts';
import { Nothing, PageNumber, listOf } from '../lists.ts';
import { GrantedCopies } from '../../domain/printing.ts';
import { operation } from '../operation.ts';

export const requestOperations = {
  'requests.colleagues': operation(Nothing, z.object({ colleagues: z.array(Colleague).readonly() })),
  /** Circles under which the caller may apply confidentially. */
  'requests.circles': operation(Nothing, z.object({ circles: z.array(z.object({ id: CircleId, name: z.string(), colleagues: z.array(Colleague).readonly() })).readonly() })),
  /** Whether requests go by the caller for a decision: to approvers always, to an archivist once one has a step that is his unit's. */
  'requests.duties': operation(Nothing, z.object({ decides: z.boolean() })),
  'requests.submit': operation(Application.extend({ circleId: CircleId.nullable().default(null), idempotencyKey: IdempotencyKey }), z.object({ id: RequestId, number: z.string() })),
  /** `mine`: sent or read along by the caller. `inbox`: waiting for the caller's decision. `decided`: decided in the caller's unit. */
  'requests.list': operation(z.object({ box: z.enum(['mine', 'inbox', 'decided']), page: PageNumber }), listOf(RequestSummary)),
  'requests.get': operation(z.object({ id: RequestId }), RequestDetail),
  'requests.approve': operation(
    z.object({ id: RequestId, contentDigest: ContentDigest, minutes: ViewingMinutes, copies: GrantedCopies.default(1), materials: z.array(GrantedMaterial).min(1).max(2000).readonly(), note: z.string().trim().max(200) }),
    Nothing,
  ),
  'requests.refuse': operation(z.object({ id: RequestId, reason: z.string().trim().min(1).max(200) }), Nothing),
  /** By the applicant, while it waits or is granted. What was decided before is void, and the way begins anew. */
  'requests.amend': operation(Amendment.extend({ id: RequestId }), Nothing),
  'requests.cancel': operation(z.object({ id: RequestId }), Nothing),
  'requests.withdraw': operation(z.object({ id: RequestId, reason: z.string().trim().min(1).max(200) }), Nothing),
};
