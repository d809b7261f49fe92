import { z } from 'zod';
import { MarkPoints, maxTracedPages, Trace, TraceSearch } from '../../domain/trace.ts';
import { listOf, PageNumber } from '../lists.ts';
import { operation } from '../operation.ts';

/** 泄密溯源: which session a leaked picture names. Each attempt is an event of the log, also one that names nobody. */
export const traceOperations = {
  'traces.run': operation(
    z.object({
      uploadId: z.string().regex(/^[0-9a-f]{32}$/),
      fileName: z.string().trim().min(1).max(200),
      /** Of a PDF; anything else has one. */
      page: z.int().positive().max(maxTracedPages).default(1),
      points: MarkPoints.default([]),
      search: TraceSearch.nullable().default(null),
    }),
    Trace,
  ),
  'traces.list': operation(z.object({ page: PageNumber }), listOf(Trace)),
};

/** The picture that is being traced, upright, for whoever sent it. */
export const tracedPicturePath = (uploadId: string, page: number): string => `/api/v1/traces/${uploadId}/picture?page=${String(page)}`;
