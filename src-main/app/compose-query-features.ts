import type { Handlers } from '#shared/contract/operation';
import { queryForwardedOperations, type QueryDesktopApi } from '#shared/contract/query-edition';
import { AppError } from '#shared/errors/app-error';
import { forwardedHandlers } from '../bridge/index.ts';
import { createAnchors } from '../features/anchors/index.ts';
import { enrolmentHandlers } from '../features/enrolment/index.ts';
import { excerptSheetHandlers } from '../features/exports/index.ts';
import { createKeys } from '../features/keys/index.ts';
import { createOutbox } from '../features/outbox/index.ts';
import { createPrinting } from '../features/printing/index.ts';
import { sessionHandlers } from '../features/session/index.ts';
import { terminalHandlers } from '../features/terminal/index.ts';
import { createOfflineReadings, createPageServer, readingRoutes, viewingHandlers } from '../features/viewing/index.ts';
import type { FeatureParts, Features } from './edition-parts.ts';
import type { CommonServices } from './services.ts';
import { atMost } from './stop-terminal.ts';

/** What is not sent by then goes at the next start, under the same key. */
const sendPatienceMs = 3_000;

/** 查询端: sign in, find, apply, read, print. Nothing here knows of scanners, deliveries or strips. */
export function composeQueryFeatures(services: CommonServices, { hasKeyDriver }: FeatureParts): Features {
  const printing = createPrinting(services);
  const keys = createKeys(services, hasKeyDriver);
  const anchors = createAnchors(services);
  const offline = createOfflineReadings(services);
  const outbox = createOutbox(services, async command => {
    // Left by the other program in the same folder: nothing of it is lost, and this one cannot file it.
    if (command.kind !== 'requests.submit') throw new AppError('operation.unknown', { name: command.kind });
    return services.server.call('requests.submit', command.input);
  });
  const handlers: Handlers<QueryDesktopApi, unknown> = {
    ...forwardedHandlers(services.server, queryForwardedOperations),
    ...terminalHandlers(services),
    ...enrolmentHandlers(services),
    ...sessionHandlers(services),
    ...viewingHandlers(services, offline),
    ...outbox.handlers,
    ...printing.handlers,
    ...excerptSheetHandlers(services),
    ...keys.handlers,
    ...anchors.handlers,
  };
  return {
    handlers,
    servePages: createPageServer(services, readingRoutes(services, offline)),
    takeDeviceEvent: event => {
      if (event.name === 'print.progressed') printing.takeProgress(event.payload);
      if (event.name === 'keys.seen') keys.takeSeen(event.payload);
    },
    lineIsUp: () => {
      void printing.reportLeftovers();
      outbox.wake();
    },
    begin: () => undefined,
    stopping: [
      () => atMost(sendPatienceMs, outbox.stop()),
      () => {
        anchors.stop();
        keys.stop();
        offline.endAll();
        return Promise.resolve();
      },
    ],
  };
}
