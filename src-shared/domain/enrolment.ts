import { z } from 'zod';
import { Fingerprint } from './administration.ts';

/**
 * none 未入网 → waiting 等待批准 → enrolled 已入网, or refused 被拒绝. Later revoked 被注销, or expired 证书过期 when nobody started this
 * terminal for so long. From all but enrolled the way on is a new code.
 */
export const EnrolmentState = z.enum(['none', 'waiting', 'refused', 'enrolled', 'revoked', 'expired']);
export type EnrolmentState = z.infer<typeof EnrolmentState>;

export const Enrolment = z.object({
  state: EnrolmentState,
  /** Until it is enrolled, the one to suggest. */
  name: z.string(),
  /** Of this machine's key, while it waits. */
  fingerprint: Fingerprint.nullable(),
});
export type Enrolment = z.infer<typeof Enrolment>;
