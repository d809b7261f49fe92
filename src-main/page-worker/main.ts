import { constants, setPriority } from 'node:os';
import sharp from 'sharp';
import type { DeviceCall } from '#shared/contract/device-api';
import { createDispatcher } from '#shared/contract/operation';
import { pageApi } from '#shared/contract/page-api';
import { reportBug, tellParent } from '../device-host/parent-line.ts';
import { alignScans } from './join-scans.ts';
import { workPage } from './work-page.ts';

// The entry of a page worker. Its parent may kill it at any moment, and it ends by itself as soon as the parent is gone.

setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
sharp.concurrency(1);
sharp.cache(false);

const heartbeatEveryMs = 500;

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
