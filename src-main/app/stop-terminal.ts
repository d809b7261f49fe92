import { setTimeout as delay } from 'node:timers/promises';
import type { DeviceClient } from '../device-host/device-client.ts';
import type { AppHost } from '../host/app-host.ts';
import type { PageWorkers } from '../page-worker/page-workers.ts';
import type { Features } from './compose-features.ts';
import { describeError } from './log.ts';
import type { TerminalServices } from './services.ts';

export type RunningParts = {
  readonly services: TerminalServices;
  readonly features: Features;
  readonly devices: DeviceClient;
  readonly pageWorkers: PageWorkers;
  readonly host: AppHost;
};

/** Whoever closes the window waits for this: a scanner that does not stop, or a data centre that does not answer, gets no more. */
const scannerPatienceMs = 3_000;
const signOutPatienceMs = 2_000;
/** What is not offered by then is offered at the next start, under the same key. */
const offerPatienceMs = 3_000;

/** From the outside in; what fails is logged and does not keep the rest from ending. */
export async function stopTerminal({ services, features, devices, pageWorkers, host }: RunningParts): Promise<void> {
  const { log, server, session, store } = services;
  const steps: readonly (() => Promise<unknown>)[] = [
    () => atMost(scannerPatienceMs, features.scanning.stop()),
    () => atMost(offerPatienceMs, Promise.all([features.deliveries.stop(), features.outbox.stop()])),
    () => {
      features.anchors.stop();
      features.keys.stop();
      features.pageWork.stop();
      features.barcodes.stop();
      features.offline.endAll();
      return Promise.all([devices.close(), pageWorkers.close()]);
    },
    () => (session.token() === null ? Promise.resolve() : atMost(signOutPatienceMs, server.call('session.signOut', {}).catch(() => undefined))),
    () => server.close(),
    () => host.quit(),
    () => store.close(),
  ];
  for (const step of steps) {
    await step().catch((error: unknown) => {
      log.error('part did not stop', describeError(error));
    });
  }
  log.info('terminal stopped');
}

async function atMost(ms: number, work: Promise<unknown>): Promise<void> {
  await Promise.race([work, delay(ms, undefined, { ref: false })]);
}
