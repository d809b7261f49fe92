import { randomUUID } from 'node:crypto';
import { constants, setPriority } from 'node:os';
import sharp from 'sharp';
import type { DeviceCall, DeviceFrame } from '#shared/contract/device-api';
import { createDispatcher } from '#shared/contract/operation';
import { pageApi } from '#shared/contract/page-api';
import { alignScans } from './join-scans.ts';
import { workPage } from './work-page.ts';

// The entry of a page worker. Its parent may kill it at any moment, and it ends by itself as soon as the parent is gone.

setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
sharp.concurrency(1);
sharp.cache(false);

const heartbeatEveryMs = 500;

function tellParent(frame: DeviceFrame): void {
  if (process.connected) process.send?.(frame, undefined, undefined, () => undefined);
}

/** The parent writes our stderr into its log: no more than where it happened. */
function reportBug(error: unknown): string {
  const reportId = randomUUID();
  const stack = error instanceof Error ? (error.stack ?? error.message) : typeof error;
  process.stderr.write(`${reportId} ${stack.replaceAll('\n', ' | ')}\n`);
  return reportId;
}

const dispatch = createDispatcher(pageApi, { 'pages.work': workPage, 'pages.align': alignScans }, reportBug);

if (!process.send) {
  process.stderr.write('A page worker is started by the terminal, not by hand.\n');
  process.exit(2);
}

process.on('message', (call: DeviceCall) => {
  void dispatch(call.name, call.input, undefined).then(reply => {
    tellParent({ id: call.id, reply });
  });
});
process.once('disconnect', () => process.exit(0));
process.on('SIGINT', () => undefined);
const beat = (): void => {
  tellParent({ event: 'host.heartbeat', payload: {} });
};
setInterval(beat, heartbeatEveryMs);
beat();
