import { setTimeout as delay } from 'node:timers/promises';
import type { DeviceClient } from '../device-host/device-client.ts';
import type { AppHost } from '../host/app-host.ts';
import type { Features } from './edition-parts.ts';
import { describeError } from './log.ts';
import type { CommonServices } from './services.ts';

export type RunningParts = {
  readonly services: CommonServices;
  readonly stopping: Features['stopping'];
  readonly devices: DeviceClient;
  readonly host: AppHost;
};

/** Whoever closes the window waits for this: a data centre that does not answer gets no more. */
const signOutPatienceMs = 2_000;

/** From the outside in; what fails is logged and does not keep the rest from ending. */
export async function stopTerminal({ services, stopping, devices, host }: RunningParts): Promise<void> {
  const { log, server, session, store } = services;
  const steps: readonly (() => Promise<unknown>)[] = [
    ...stopping,
    () => devices.close(),
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

export async function atMost(ms: number, work: Promise<unknown>): Promise<void> {
  await Promise.race([work, delay(ms, undefined, { ref: false })]);
}
