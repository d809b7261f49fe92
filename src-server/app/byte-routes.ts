import type { FastifyInstance, FastifyRequest } from 'fastify';
import { uploadsPath } from '#shared/contract/server-api';
import { AppError } from '#shared/errors/app-error';
import type { Subject } from '../features/authority/index.ts';
import { createUploadDoor } from '../features/intake/index.ts';
import { recordDenials } from './guard.ts';
import type { Services } from './services.ts';

/** The doors beside the operations, for what is not JSON: uploads in, pages and prints out. */
export function addByteRoutes(app: FastifyInstance, services: Services, reportBug: (error: unknown) => string): void {
  addUploadRoutes(app, services, reportBug);
}

function addUploadRoutes(app: FastifyInstance, services: Services, reportBug: (error: unknown) => string): void {
  const door = createUploadDoor(services, reportBug);
  // The stream is left alone: it goes to the disk as it arrives.
  app.addContentTypeParser('application/offset+octet-stream', (_request, _payload, done) => { done(null); });
  const config = { operation: 'uploads.write' } as const;
  for (const [method, url] of [['POST', uploadsPath], ['HEAD', `${uploadsPath}/:id`], ['PATCH', `${uploadsPath}/:id`], ['DELETE', `${uploadsPath}/:id`]] as const) {
    app.route<{ Params: { id?: string } }>({
      method,
      url,
      config,
      handler: async (request, reply) => {
        const subject = subjectOf(request);
        const allowed = await recordDenials(services.db, subject, () => door.requireUpload(subject, request.params.id));
        reply.hijack();
        await door.handle(request.raw, reply.raw, allowed);
      },
    });
  }
}

function subjectOf({ subject }: Pick<FastifyRequest, 'subject'>): Subject {
  if (subject === null) throw new AppError('session.required');
  return subject;
}
