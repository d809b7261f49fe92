import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { FormKind, FormRef } from '#shared/domain/form-ref';
import { AppError } from '#shared/errors/app-error';
import { composeForm } from '../features/forms/index.ts';
import { recordDenials } from './guard.ts';
import { sheetTypes, type DoorTools } from './intake-routes.ts';
import type { Services } from './services.ts';

const YesNo = z.enum(['true', 'false']).transform(text => text === 'true');
const Query = z.object({ id: z.string().max(100).optional() });
const SeparatorQuery = z.object({
  volumeId: z.string().max(100).transform(id => (id === '' ? null : id)),
  hasLabel: YesNo,
  hasMaterials: YesNo,
  classCodes: z.string().max(200).transform(codes => codes.split(',').filter(Boolean)),
  next: z.coerce.number(),
});

/** 审批表, 转递通知单, 登记簿 as PDF. */
export function addFormRoutes(app: FastifyInstance, services: Services, { subjectOf, sendBytes }: DoorTools): void {
  for (const kind of FormKind.options) {
    app.get(`/api/v1/forms/${kind}.pdf`, { config: { operation: 'forms.read' } }, async (request, reply) => {
      const subject = subjectOf(request);
      const query = (kind === 'separators' ? SeparatorQuery : Query).safeParse(request.query);
      const form = FormRef.safeParse({ kind, ...(query.success ? query.data : {}) });
      if (!form.success) throw new AppError('resource.not-found');
      const run = (): Promise<Buffer> => composeForm(services, subject, form.data);
      return sendBytes(reply, sheetTypes.pdf, await recordDenials(services.db, subject, { act: 'forms.read', run }));
    });
  }
}
