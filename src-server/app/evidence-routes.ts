import type { FastifyInstance } from 'fastify';
import { needsConfirmation } from '../features/authority/index.ts';
import { composeEvidence } from '../features/evidence/index.ts';
import { requireRecentConfirmation } from '../features/identity/index.ts';
import { recordDenials } from './guard.ts';
import type { DoorTools } from './intake-routes.ts';
import type { Services } from './services.ts';

/** The sheet of 三龄两历一身份 for paper. */
export function addEvidenceRoute(app: FastifyInstance, services: Services, { subjectOf, sendBytes }: DoorTools): void {
  app.get<{ Params: { personId: string } }>('/api/v1/evidence/:personId/sheet.pdf', { config: { operation: 'evidence.readSheet' } }, async (request, reply) => {
    const subject = subjectOf(request);
    const run = async (): Promise<Buffer> => {
      if (needsConfirmation('evidence.readSheet')) await requireRecentConfirmation(services.db, { accountId: subject.accountId, now: services.now() });
      return composeEvidence(services, subject, request.params.personId);
    };
    return sendBytes(reply, 'application/pdf', await recordDenials(services.db, subject, { act: 'evidence.readSheet', run }));
  });
}
