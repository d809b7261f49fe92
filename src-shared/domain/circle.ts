import { z } from 'zod';
import { AccountId } from './ids.ts';

/** Short name in the numbers of its requests (`JW-2026-0003`): each circle counts for itself, so that nobody sees a gap. */
export const CircleCode = z.string().regex(/^[A-Z]{2,4}$/);
export const CircleId = z.uuid().brand<'CircleId'>();
export type CircleId = z.infer<typeof CircleId>;

export const CircleMember = z.object({ accountId: AccountId, displayName: z.string(), unitName: z.string() });

/** 保密范围: its members alone see its confidential requests. Readers among them apply, approvers among them decide. */
export const Circle = z.object({
  id: CircleId,
  name: z.string(),
  code: CircleCode,
  isOpen: z.boolean(),
  members: z.array(CircleMember).readonly(),
});
export type Circle = z.infer<typeof Circle>;

/** What the auditor can account for: that a request exists and where it stands, not whom it concerns. */
export const CircleAccount = z.object({
  number: z.string(),
  circleName: z.string(),
  state: z.string(),
  applicantName: z.string(),
  submittedAt: z.iso.datetime(),
  decidedAt: z.iso.datetime().nullable(),
  /** Readings opened and copies registered under it. */
  readings: z.int().nonnegative(),
  prints: z.int().nonnegative(),
});
export type CircleAccount = z.infer<typeof CircleAccount>;
