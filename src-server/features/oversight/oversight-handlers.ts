import type { Handlers } from '#shared/contract/operation';
import type { AccessQuestion, oversightOperations } from '#shared/contract/server/oversight-operations';
import type { RequestContext, Services } from '../../app/services.ts';
import { requireEvent } from './event-detail.ts';
import { searchEvents } from './event-search.ts';
import { measureStorage } from './log-storage.ts';
import { findOfficers } from './officers.ts';
import { describeQuestion, enterDesk, recordQuestion } from './own-questions.ts';
import { listReadings } from './readings.ts';
import { reviewHandlers } from './review-handlers.ts';

/** The auditor's desk. He is watched, too: every question of his is an event, turning its pages is not. */
export function oversightHandlers(services: Services): Handlers<typeof oversightOperations, RequestContext> {
  const { db, now } = services;
  return {
    'audit.list': async (question, context) => {
      const subject = enterDesk(context, 'audit.list');
      const found = await searchEvents(db, question);
      const object = question.object ?? question.archiveNumber ?? '';
      if (question.page === 1) await recordQuestion(db, subject, { act: 'audit.list', object, detail: describeQuestion(question) });
      return found;
    },
    'audit.get': async ({ sequence }, context) => {
      const subject = enterDesk(context, 'audit.get');
      const found = await requireEvent(db, sequence);
      await recordQuestion(db, subject, { act: 'audit.get', object: String(sequence) });
      return found;
    },
    'audit.officers': async ({ query }, context) => {
      const subject = enterDesk(context, 'audit.officers');
      await recordQuestion(db, subject, { act: 'audit.officers', detail: query });
      return { officers: await findOfficers(db, query) };
    },
    'audit.accessOf': async (question, context) => {
      const subject = enterDesk(context, 'audit.accessOf');
      const found = await listReadings(db, question, now());
      if (question.page === 1) await recordQuestion(db, subject, { act: 'audit.accessOf', object: objectOf(question.about), detail: describeQuestion(question) });
      return found;
    },
    'audit.storage': (_input, context) => {
      enterDesk(context, 'audit.storage');
      return measureStorage(services);
    },
    ...reviewHandlers(services),
  };
}

function objectOf(about: AccessQuestion): string {
  if (about.kind === 'file') return about.archiveNumber;
  return about.kind === 'request' ? about.requestNumber : about.accountId;
}
