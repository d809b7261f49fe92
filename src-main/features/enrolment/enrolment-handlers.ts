import type { localEnrolmentOperations } from '#shared/contract/desktop-api';
import type { Handlers } from '#shared/contract/operation';
import type { CommonServices } from '../../app/services.ts';

export function enrolmentHandlers({ enrolment }: CommonServices): Handlers<typeof localEnrolmentOperations, unknown> {
  return {
    'enrolment.get': () => Promise.resolve(enrolment.view()),
    'enrolment.request': wish => enrolment.request(wish),
  };
}
