import { setTimeout as delay } from 'node:timers/promises';
import { pagePath } from '#shared/contract/server-paths';
import type { CommonServices } from '../../app/services.ts';
import { endsReading, isCut } from './line-cut.ts';
import type { OfflineReadings, ShownPage } from './offline-readings.ts';

const pageLimitBytes = 40 * 1024 * 1024;
/** A line that swallows everything is known as cut only after a while: a page that is here is not waited for so long. */
const patienceMs = 3_000;

/** A marked page, from the data centre as long as that answers: it decides anew about each; else one that it gave before, within the lease. */
export async function readPage({ server }: Pick<CommonServices, 'server'>, offline: OfflineReadings, page: ShownPage): Promise<Buffer> {
  const kept = server.isOnline() ? undefined : await offline.find(page);
  if (kept) return kept;
  const asked = ask({ server }, offline, page);
  const slow = await Promise.race([asked.then(() => false, () => false), delay(patienceMs, true, { ref: false })]);
  return (slow ? await offline.find(page) : undefined) ?? asked;
}

async function ask({ server }: Pick<CommonServices, 'server'>, offline: OfflineReadings, page: ShownPage): Promise<Buffer> {
  try {
    const { bytes } = await server.getBytes(`${pagePath(page.viewSessionId, page.pageId)}?size=${page.size}`, pageLimitBytes);
    offline.keep(page, bytes);
    return bytes;
  } catch (error) {
    if (endsReading(error)) offline.end(page.viewSessionId);
    const kept = isCut(error) ? await offline.find(page) : undefined;
    if (!kept) throw error;
    return kept;
  }
}
