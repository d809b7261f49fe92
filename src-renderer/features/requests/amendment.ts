import type { Amendment, RequestDetail } from '#shared/domain/view-request';
import { toApplication, type ApplicationForm } from './application-form.ts';
import { sortClasses } from './class-summary.ts';

/** A sent application as the form shows it: what was asked for, not what an approver has left of it. */
export function formOf(detail: RequestDetail): ApplicationForm {
  const { purpose, personId, secondReaderId, wantsPrint, reason, circleId } = detail;
  return { purpose, personId, secondReaderId, wantsPrint, reason, circleId, classCodes: sortClasses(detail.classCodes), minutes: detail.askedMinutes };
}

const amendable = ['purpose', 'secondReaderId', 'classCodes', 'minutes', 'wantsPrint', 'reason'] as const;
export type AmendedField = (typeof amendable)[number];

/** What differs from the application as it was sent, in the order of the form. */
export function listAmended(sent: ApplicationForm, form: ApplicationForm): readonly AmendedField[] {
  const tidy = (of: ApplicationForm): ApplicationForm => ({ ...of, reason: of.reason.trim(), classCodes: sortClasses(of.classCodes) });
  return amendable.filter(field => JSON.stringify(tidy(sent)[field]) !== JSON.stringify(tidy(form)[field]));
}

/** What to send, or undefined while something is missing or nothing differs. */
export function toAmendment(sent: ApplicationForm, form: ApplicationForm): Amendment | undefined {
  const application = toApplication(form);
  if (!application || listAmended(sent, form).length === 0) return undefined;
  const { purpose, secondReaderId, classCodes, minutes, wantsPrint, reason } = application;
  return { purpose, secondReaderId, classCodes, minutes, wantsPrint, reason };
}

/** Decisions that a change would void. */
export function listVoided({ steps }: RequestDetail): RequestDetail['steps'] {
  return steps.filter(({ state }) => state === 'agreed');
}
