import { createHash } from 'node:crypto';
import type { Application } from '#shared/domain/view-request';

export type RequestContent = Application & { readonly applicantId: string; readonly circleId: string | null };

/** What is asked for, in one form: the same content gives the same digest, whatever order it was typed in. */
export function digestContent({ personId, applicantId, secondReaderId, purpose, reason, minutes, classCodes, wantsPrint, circleId }: RequestContent): string {
  const canonical = JSON.stringify(['request-content-1', personId, applicantId, secondReaderId, purpose, reason, minutes, [...new Set(classCodes)].sort(), wantsPrint, circleId]);
  return createHash('sha256').update(canonical).digest('hex');
}
