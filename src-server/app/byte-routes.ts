import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { logExportPath, uploadsPath } from '#shared/contract/server-api';
import { maxTracedPages } from '#shared/domain/trace';
import { PageSize } from '#shared/domain/viewing';
import { AppError } from '#shared/errors/app-error';
import { allowExport, exportLog } from '../features/audit/index.ts';
import { needsConfirmation, requireRole, type Subject } from '../features/authority/index.ts';
import { requireRecentConfirmation } from '../features/identity/index.ts';
import { createUploadDoor } from '../features/uploads/index.ts';
import { composeExcerptSheet, composePrint } from '../features/printing/index.ts';
import { renderPage } from '../features/viewing/index.ts';
import { readTracedPicture } from '../features/tracing/index.ts';
import { addEvidenceRoute } from './evidence-routes.ts';
import { addCatalogueRoutes } from './catalogue-routes.ts';
import { addFormRoutes } from './form-routes.ts';
import { recordDenials } from './guard.ts';
import { addIntakeRoutes } from './intake-routes.ts';
import type { Services } from './services.ts';
import { addStripRoutes } from './strip-routes.ts';

/** The doors beside the operations, for what is not JSON: uploads in, pages and prints out. */
export function addByteRoutes(app: FastifyInstance, services: Services, reportBug: (error: unknown) => string): void {
  addUploadRoutes(app, services, reportBug);
  addPageRoute(app, services);
  addPrintRoute(app, services);
  addExportRoute(app, services);
  addTraceRoute(app, services);
  addIntakeRoutes(app, services, { subjectOf, sendBytes });
  addStripRoutes(app, services, { subjectOf, sendBytes });
  addEvidenceRoute(app, services, { subjectOf, sendBytes });
  addCatalogueRoutes(app, services, { subjectOf, sendBytes });
  addFormRoutes(app, services, { subjectOf, sendBytes });
}

const ViewedPage = z.object({ size: PageSize.default('full') });

function addPageRoute(app: FastifyInstance, services: Services): void {
  app.get<{ Params: { sessionId: string; pageId: string } }>('/api/v1/views/:sessionId/pages/:pageId', { config: { operation: 'pages.read' } }, async (request, reply) => {
    const subject = subjectOf(request);
    const query = ViewedPage.safeParse(request.query);
    if (!query.success) throw new AppError('input.invalid', { path: 'size' });
    const jpeg = await recordDenials(services.db, subject, { act: 'pages.read', run: () => renderPage(services, subject, { ...request.params, size: query.data.size }) });
    return sendBytes(reply, 'image/jpeg', jpeg);
  });
}

function addPrintRoute(app: FastifyInstance, services: Services): void {
  app.get<{ Params: { id: string } }>('/api/v1/prints/:id.pdf', { config: { operation: 'prints.read' } }, async (request, reply) => {
    const subject = subjectOf(request);
    const pdf = await recordDenials(services.db, subject, { act: 'prints.read', run: () => composePrint(services, subject, request.params.id) });
    return sendBytes(reply, 'application/pdf', pdf);
  });
  app.get<{ Params: { id: string } }>('/api/v1/prints/:id/sheet.pdf', { config: { operation: 'prints.readSheet' } }, async (request, reply) => {
    const subject = subjectOf(request);
    const pdf = await recordDenials(services.db, subject, { act: 'prints.readSheet', run: () => composeExcerptSheet(services, subject, request.params.id) });
    return sendBytes(reply, 'application/pdf', pdf);
  });
}

/** The whole log for the auditor, line by line as it is read. */
function addExportRoute(app: FastifyInstance, services: Services): void {
  app.get(logExportPath, { config: { operation: 'audit.export' } }, async (request, reply) => {
    const subject = subjectOf(request);
    const run = async (): Promise<void> => {
      requireRole(subject, 'audit.export');
      if (needsConfirmation('audit.export')) await requireRecentConfirmation(services.db, { accountId: subject.accountId, now: services.now() });
      await allowExport(services, subject);
    };
    await recordDenials(services.db, subject, { act: 'audit.export', run });
    return reply.header('cache-control', 'no-store').type('application/x-ndjson').send(Readable.from(exportLog(services.db)));
  });
}

const TracedPicture = z.object({ page: z.coerce.number().int().positive().max(maxTracedPages).default(1) });

/** The auditor's own picture back to him, upright and as JPEG, so that he can point at the visible marks in it. */
function addTraceRoute(app: FastifyInstance, services: Services): void {
  app.get<{ Params: { uploadId: string } }>('/api/v1/traces/:uploadId/picture', { config: { operation: 'traces.run' } }, async (request, reply) => {
    const subject = subjectOf(request);
    const query = TracedPicture.safeParse(request.query);
    if (!query.success) throw new AppError('input.invalid', { path: 'page' });
    const picture = { uploadId: request.params.uploadId, page: query.data.page };
    return sendBytes(reply, 'image/jpeg', await recordDenials(services.db, subject, { act: 'traces.run', run: () => readTracedPicture(services, subject, picture) }));
  });
}

/** Marked for one reader and one moment: kept by nobody on the way. */
function sendBytes(reply: FastifyReply, type: string, bytes: Buffer | Readable): FastifyReply {
  return reply.header('cache-control', 'no-store').type(type).send(bytes);
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
        const allowed = await recordDenials(services.db, subject, { act: 'uploads.write', run: () => door.requireUpload(subject, request.params.id) });
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
