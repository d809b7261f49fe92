import type { ClassCode } from '#shared/domain/catalogue';
import type { CircleId } from '#shared/domain/circle';
import type { AccountId, IdempotencyKey, PersonId } from '#shared/domain/ids';
import { purposeTemplates, viewingMinutes, type Purpose } from '#shared/domain/purpose';
import type { Application } from '#shared/domain/view-request';

/** The application while it is being filled in. */
export type ApplicationForm = {
  readonly purpose: Purpose | null;
  readonly personId: PersonId | null;
  readonly secondReaderId: AccountId | null;
  readonly classCodes: readonly ClassCode[];
  readonly minutes: number | null;
  readonly wantsPrint: boolean;
  readonly reason: string;
  /** Set for a confidential request. */
  readonly circleId: CircleId | null;
};

/** What is still missing before it can be sent, in the order of the form. */
export type Gap = 'purpose' | 'person' | 'second-reader' | 'classes' | 'minutes' | 'reason';

export const emptyForm: ApplicationForm = {
  purpose: null,
  personId: null,
  secondReaderId: null,
  classCodes: [],
  minutes: null,
  wantsPrint: false,
  reason: '',
  circleId: null,
};

/** Choosing a purpose sets its classes and minutes; what was narrowed by hand before belonged to another purpose. */
export function choosePurpose(form: ApplicationForm, purpose: Purpose): ApplicationForm {
  if (form.purpose === purpose) return form;
  const { classCodes, minutes } = purposeTemplates[purpose];
  return { ...form, purpose, classCodes, minutes };
}

/** With what is known when it is begun. */
export function beginForm({ personId, purpose }: Pick<ApplicationForm, 'personId' | 'purpose'>): ApplicationForm {
  const form = { ...emptyForm, personId };
  return purpose === null ? form : choosePurpose(form, purpose);
}

export function listGaps(form: ApplicationForm): readonly Gap[] {
  const { minutes } = form;
  const checks: readonly (readonly [Gap, boolean])[] = [
    ['purpose', form.purpose === null],
    ['person', form.personId === null],
    ['second-reader', form.secondReaderId === null],
    // Before a purpose is chosen nobody can have chosen classes: one gap at a time.
    ['classes', form.purpose !== null && form.classCodes.length === 0],
    ['minutes', form.purpose !== null && (minutes === null || minutes < viewingMinutes.min || minutes > viewingMinutes.max)],
    ['reason', form.purpose === 'other' && form.reason.trim() === ''],
  ];
  return checks.filter(([, isMissing]) => isMissing).map(([gap]) => gap);
}

/** The application to send, or undefined while something is missing. */
export function toApplication(form: ApplicationForm): (Application & { readonly circleId: CircleId | null }) | undefined {
  const { purpose, personId, secondReaderId, minutes } = form;
  if (purpose === null || personId === null || secondReaderId === null || minutes === null || listGaps(form).length > 0) return undefined;
  return { purpose, personId, secondReaderId, minutes, classCodes: [...form.classCodes], wantsPrint: form.wantsPrint, reason: form.reason.trim(), circleId: form.circleId };
}

export function newIdempotencyKey(): IdempotencyKey {
  return crypto.randomUUID() as IdempotencyKey; // `as`: a fresh UUID is what the brand stands for
}
