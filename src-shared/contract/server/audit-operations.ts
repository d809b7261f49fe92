import { z } from 'zod';
import { AuditEvent } from '../../domain/audit-event.ts';
import { PageNumber, listOf } from '../lists.ts';
import { operation } from '../operation.ts';

export const auditOperations = {
  'audit.list': operation(
    z.object({
      text: z.string().trim().max(60).default(''),
      act: z.string().max(60).nullable().default(null),
      from: z.iso.datetime().nullable().default(null),
      until: z.iso.datetime().nullable().default(null),
      page: PageNumber,
    }),
    listOf(AuditEvent),
  ),
};
