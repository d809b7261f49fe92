import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { CatalogueSetting, CatalogueTemplateName, mostSpareRows } from '#shared/domain/catalogue-sheets/catalogue-book';
import { VolumeId } from '#shared/domain/ids';
import { AppError } from '#shared/errors/app-error';
import { composeCatalogue, makeCatalogueFile } from '../features/catalogues/index.ts';
import { recordDenials } from './guard.ts';
import { sheetTypes, type DoorTools } from './intake-routes.ts';
import type { Services } from './services.ts';

const YesNo = z.enum(['true', 'false']).transform(text => text === 'true');
const FileQuery = z.object({ template: CatalogueTemplateName, spareRows: z.coerce.number().int().min(0).max(mostSpareRows), isPerClass: YesNo, hasEmptyClasses: YesNo });

/** 目录: the sheets of a registered print, and the catalogue as a file. */
export function addCatalogueRoutes(app: FastifyInstance, services: Services, { subjectOf, sendBytes }: DoorTools): void {
  app.get<{ Params: { id: string } }>('/api/v1/catalogues/:id.pdf', { config: { operation: 'catalogues.readSheets' } }, async (request, reply) => {
    const subject = subjectOf(request);
    const run = (): Promise<Buffer> => composeCatalogue(services, subject, request.params.id);
    return sendBytes(reply, sheetTypes.pdf, await recordDenials(services.db, subject, { act: 'catalogues.readSheets', run }));
  });
  for (const format of ['pdf', 'xlsx'] as const) {
    app.get<{ Params: { id: string } }>(`/api/v1/volumes/:id/catalogue.${format}`, { config: { operation: 'catalogues.readFile' } }, async (request, reply) => {
      const subject = subjectOf(request);
      const query = FileQuery.safeParse(request.query);
      if (!query.success) throw new AppError('input.invalid', { path: query.error.issues[0]?.path.join('.') ?? '' });
      const volumeId = VolumeId.safeParse(request.params.id);
      if (!volumeId.success) throw new AppError('resource.not-found');
      const { template, ...setting } = query.data;
      const run = (): Promise<Buffer> => makeCatalogueFile(services, subject, { volumeId: volumeId.data, template, setting: CatalogueSetting.parse(setting), format });
      return sendBytes(reply, sheetTypes[format], await recordDenials(services.db, subject, { act: 'catalogues.readFile', run }));
    });
  }
}
