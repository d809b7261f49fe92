import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { mostStrips } from '#shared/domain/strip-job';
import { AppError } from '#shared/errors/app-error';
import { composeStrips, composeTestPage } from '../features/strips/index.ts';
import { recordDenials } from './guard.ts';
import type { DoorTools } from './intake-routes.ts';
import type { Services } from './services.ts';

const FromQuery = z.object({ from: z.coerce.number().int().min(1).max(mostStrips).default(1) });
const PaperQuery = z.object({ width: z.coerce.number().min(60).max(330), height: z.coerce.number().min(100).max(480) });

/** Strips, labels and the page to calibrate a printer with. */
export function addStripRoutes(app: FastifyInstance, services: Services, { subjectOf, sendBytes }: DoorTools): void {
  app.get<{ Params: { id: string } }>('/api/v1/strips/:id.pdf', { config: { operation: 'strips.readSheets' } }, async (request, reply) => {
    const subject = subjectOf(request);
    const query = FromQuery.safeParse(request.query);
    if (!query.success) throw new AppError('input.invalid', { path: 'from' });
    const run = (): Promise<Buffer> => composeStrips(services, subject, { id: request.params.id, from: query.data.from });
    return sendBytes(reply, 'application/pdf', await recordDenials(services.db, subject, { act: 'strips.readSheets', run }));
  });
  app.get('/api/v1/strips/test-page.pdf', { config: { operation: 'strips.readTestPage' } }, async (request, reply) => {
    const subject = subjectOf(request);
    const query = PaperQuery.safeParse(request.query);
    if (!query.success) throw new AppError('input.invalid', { path: 'width' });
    const run = (): Promise<Buffer> => composeTestPage(services, subject, { widthMm: query.data.width, heightMm: query.data.height });
    return sendBytes(reply, 'application/pdf', await recordDenials(services.db, subject, { act: 'strips.readTestPage', run }));
  });
}
