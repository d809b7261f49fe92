import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { PageSize } from '#shared/domain/viewing';
import { AppError } from '#shared/errors/app-error';
import type { Act, Subject } from '../features/authority/index.ts';
import { exportVolume, makeDefectSheet, makeDefectWorkbook, readTemplate, renderDeliveredPage } from '../features/intake/index.ts';
import { readSetAside } from '../features/volumes/index.ts';
import { recordDenials } from './guard.ts';
import type { Services } from './services.ts';

export type DoorTools = {
  readonly subjectOf: (request: { readonly subject: Subject | null }) => Subject;
  readonly sendBytes: (reply: FastifyReply, type: string, bytes: Buffer) => FastifyReply;
};

/** Of documents that leave the data centre. */
export const sheetTypes = { pdf: 'application/pdf', xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' } as const;
const workbookType = sheetTypes.xlsx;
const SizeQuery = z.object({ size: PageSize.default('full') });
const TemplateQuery = z.object({ template: z.enum(['since-2012', 'before-2012']).default('since-2012') });
const ExportQuery = z.object({ recipient: z.string().max(100) });
const SheetQuery = z.object({ package: z.uuid().optional(), part: z.coerce.number().int().min(1).max(100_000).default(1) });

/** What goes out of deliveries: marked pages and defect sheets; and volumes as packages. */
export function addIntakeRoutes(app: FastifyInstance, services: Services, { subjectOf, sendBytes }: DoorTools): void {
  const guarded = async (subject: Subject, act: Act, run: () => Promise<Buffer>): Promise<Buffer> => recordDenials(services.db, subject, { act, run });

  app.get<{ Params: { packageId: string; pageId: string } }>('/api/v1/intake/packages/:packageId/pages/:pageId', { config: { operation: 'intake.readPage' } }, async (request, reply) => {
    const subject = subjectOf(request);
    const { size } = requireQuery(SizeQuery, request.query);
    return sendBytes(reply, 'image/jpeg', await guarded(subject, 'intake.readPage', () => renderDeliveredPage(services, subject, { ...request.params, size })));
  });

  for (const [format, type, make] of [['pdf', 'application/pdf', makeDefectSheet], ['xlsx', workbookType, makeDefectWorkbook]] as const) {
    app.get<{ Params: { batchId: string } }>(`/api/v1/intake/batches/:batchId/defects.${format}`, { config: { operation: 'intake.readDefects' } }, async (request, reply) => {
      const subject = subjectOf(request);
      const { package: packageId, part } = requireQuery(SheetQuery, request.query);
      const query = { batchId: request.params.batchId, packageId, part };
      return sendBytes(reply, type, await guarded(subject, 'intake.readDefects', () => make(services, subject, query)));
    });
  }

  app.get('/api/v1/intake/catalogue-template.xlsx', { config: { operation: 'intake.readTemplate' } }, async (request, reply) => {
    const subject = subjectOf(request);
    const { template } = requireQuery(TemplateQuery, request.query);
    return sendBytes(reply, workbookType, await guarded(subject, 'intake.readTemplate', () => readTemplate(services, subject, template)));
  });

  app.get<{ Params: { materialId: string; sideId: string } }>('/api/v1/materials/:materialId/set-aside/:sideId', { config: { operation: 'volumes.listSetAside' } }, async (request, reply) => {
    const subject = subjectOf(request);
    return sendBytes(reply, 'image/jpeg', await guarded(subject, 'volumes.listSetAside', () => readSetAside(services, subject, request.params)));
  });

  app.get<{ Params: { id: string } }>('/api/v1/volumes/:id/package', { config: { operation: 'volumes.export' } }, async (request, reply) => {
    const subject = subjectOf(request);
    const { recipient } = requireQuery(ExportQuery, request.query);
    const sealed = await recordDenials(services.db, subject, { act: 'volumes.export', run: () => exportVolume(services, subject, { volumeId: request.params.id, recipient }) });
    return reply.header('cache-control', 'no-store').type('application/zip').send(sealed);
  });
}

function requireQuery<Schema extends z.ZodType>(schema: Schema, query: unknown): z.output<Schema> {
  const parsed = schema.safeParse(query);
  if (!parsed.success) throw new AppError('input.invalid', { path: parsed.error.issues[0]?.path.join('.') ?? '' });
  return parsed.data;
}
