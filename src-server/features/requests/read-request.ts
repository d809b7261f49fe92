import type { z } from 'zod';
import type { RequestDetail } from '#shared/domain/view-request';
import type { Services } from '../../app/services.ts';
import { requireAllowed, type Subject } from '../authority/index.ts';
import { requestFacts, requireRequest, settle, type RequestRecord } from './request-repository.ts';
import { detailOf } from './request-views.ts';

/** A request as this reader may see it. */
export async function readRequest({ db, now }: Pick<Services, 'db' | 'now'>, subject: Subject, id: string): Promise<{ readonly request: RequestRecord; readonly detail: z.input<typeof RequestDetail> }> {
  const request = await requireRequest(db, id);
  const at = now();
  requireAllowed(subject, 'requests.get', requestFacts(request, at));
  await settle(db, [request], at);
  return { request, detail: await detailOf(db, subject, { request, now: at }) };
}
