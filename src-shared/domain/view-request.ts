import { z } from 'zod';
import { Role } from './account.ts';
import { ClassCode } from './catalogue.ts';
import { CircleId } from './circle.ts';
import { AccountId, MaterialId, PersonId, RequestId, VolumeId } from './ids.ts';
import { PartialDate } from './partial-date.ts';
import { PrintRegions } from './print-region.ts';
import { Purpose, viewingMinutes } from './purpose.ts';
import { Secrecy } from './secrecy.ts';

/**
 * submitted 待审批 → granted 已授权 | refused 已拒绝 | cancelled 已撤回 (by the applicant);
 * granted → finished 已结束 (minutes used up or unused grant lapsed); submitted or granted → withdrawn 已收回 (by an approver of its way).
 * An amendment by the applicant is no transition: the request begins anew, with nothing decided.
 */
export const RequestState = z.enum(['submitted', 'granted', 'refused', 'cancelled', 'withdrawn', 'finished']);
export type RequestState = z.infer<typeof RequestState>;

const transitions: Readonly<Record<RequestState, readonly RequestState[]>> = {
  submitted: ['granted', 'refused', 'cancelled', 'withdrawn'],
  granted: ['withdrawn', 'finished'],
  refused: [],
  cancelled: [],
  withdrawn: [],
  finished: [],
};

export function canRequestBecome(from: RequestState, to: RequestState): boolean {
  return transitions[from].includes(to);
}

export function canAmendRequest(state: RequestState): boolean {
  return state === 'submitted' || state === 'granted';
}

export const ViewingMinutes = z.int().min(viewingMinutes.min).max(viewingMinutes.max);

export const Application = z.object({
  personId: PersonId,
  purpose: Purpose,
  /** 事由说明; demanded for purpose `other`. */
  reason: z.string().trim().max(200),
  secondReaderId: AccountId,
  minutes: ViewingMinutes,
  classCodes: z.array(ClassCode).min(1).max(16).readonly(),
  wantsPrint: z.boolean(),
});
export type Application = z.infer<typeof Application>;

/** What the applicant may change while it waits or is granted: everything but whose file it is. */
export const Amendment = Application.omit({ personId: true });
export type Amendment = z.infer<typeof Amendment>;

/** SHA-256 over the canonical form of what is asked for, so that a decision says what it was about. Empty for requests of earlier versions. */
export const ContentDigest = z.string().regex(/^([0-9a-f]{64})?$/);

export const GrantedMaterial = z.object({ materialId: MaterialId, canPrint: z.boolean(), regions: PrintRegions.default([]) });
export type GrantedMaterial = z.infer<typeof GrantedMaterial>;

export const RequestSummary = z.object({
  id: RequestId,
  /** 申请单号, printed in every mark: `20261122-0007`. */
  number: z.string(),
  state: RequestState,
  purpose: Purpose,
  personName: z.string(),
  personUnitName: z.string(),
  applicantName: z.string(),
  applicantUnitName: z.string(),
  secondReaderName: z.string(),
  minutes: z.int().positive(),
  submittedAt: z.iso.datetime(),
  decidedAt: z.iso.datetime().nullable(),
  /** When the reading must end; null until it was opened for the first time. */
  endsAt: z.iso.datetime().nullable(),
  /** 保密事项: seen by the members of one circle only. */
  isConfidential: z.boolean(),
});
export type RequestSummary = z.infer<typeof RequestSummary>;

/** A row the approver ticks: present for approvers only. Rows outside the applied classes are not listed. */
export const CandidateMaterial = z.object({
  materialId: MaterialId,
  volumeId: VolumeId,
  classCode: ClassCode,
  sequence: z.int().positive(),
  name: z.string(),
  formedOn: PartialDate.nullable(),
  pageCount: z.int().positive(),
  isGranted: z.boolean(),
  canPrint: z.boolean(),
  /** What an earlier step left of it to print. */
  regions: PrintRegions,
});
export type CandidateMaterial = z.infer<typeof CandidateMaterial>;

/** One step of the way a request goes. */
export const RequestStep = z.object({
  /** Null where a member of the circle decides. */
  unitName: z.string().nullable(),
  role: Role,
  state: z.enum(['agreed', 'refused', 'waiting', 'to-come', 'not-reached']),
  decidedByName: z.string().nullable(),
  /** 代: the absent approver in whose place it was decided. */
  onBehalfOfName: z.string().nullable(),
  decidedAt: z.iso.datetime().nullable(),
});
export type RequestStep = z.infer<typeof RequestStep>;

export const RequestDetail = RequestSummary.extend({
  personId: PersonId,
  secondReaderId: AccountId,
  /** Null for an ordinary request. */
  circleId: CircleId.nullable(),
  reason: z.string(),
  /** What was asked for; `minutes` is what is left of it. */
  askedMinutes: ViewingMinutes,
  /** Of each page that may be printed, as far as it was decided; null before. */
  grantedCopies: z.int().positive().nullable(),
  contentDigest: ContentDigest,
  amendment: z.int().nonnegative(),
  steps: z.array(RequestStep).readonly(),
  classCodes: z.array(ClassCode).readonly(),
  wantsPrint: z.boolean(),
  decisionNote: z.string(),
  decidedByName: z.string().nullable(),
  secrecy: Secrecy,
  materials: z.array(CandidateMaterial).readonly(),
  /** What the caller may do now, decided by the server. `draw`: see its pages, to mark what of them may be printed. */
  acts: z.array(z.enum(['approve', 'refuse', 'cancel', 'withdraw', 'amend', 'open', 'draw'])).readonly(),
});
export type RequestDetail = z.infer<typeof RequestDetail>;
