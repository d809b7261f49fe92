import type { DesktopApi, DesktopEvents } from '#shared/contract/desktop-api';
import type { Handlers } from '#shared/contract/operation';
import { AppError } from '#shared/errors/app-error';
import { forwardedHandlers } from '../bridge/index.ts';
import { createAnchors, type Anchors } from '../features/anchors/index.ts';
import { logFileHandlers, reportHandlers } from '../features/audit/index.ts';
import { createBarcodes, type Barcodes } from '../features/barcodes/index.ts';
import { cataloguePrintHandlers } from '../features/catalogues/index.ts';
import { createDeliveries, type Deliveries } from '../features/deliveries/index.ts';
import { createDraftDesk, draftHandlers } from '../features/drafts/index.ts';
import { enrolmentHandlers } from '../features/enrolment/index.ts';
import { packageFileHandlers, sheetHandlers } from '../features/exports/index.ts';
import { createFiling, type FilingDesk } from '../features/filing/index.ts';
import { formDeskHandlers } from '../features/forms/index.ts';
import { createKeys, type Keys } from '../features/keys/index.ts';
import { createOutbox, type Outbox, type Send } from '../features/outbox/index.ts';
import { createPageWork, type PageWork } from '../features/page-work/index.ts';
import { createPrinting, type Printing } from '../features/printing/index.ts';
import { createScanning, type Scanning } from '../features/scanning/index.ts';
import { stripPrintHandlers } from '../features/strips/index.ts';
import { sessionHandlers } from '../features/session/index.ts';
import { tracedPictureHandlers } from '../features/tracing/index.ts';
import { terminalHandlers } from '../features/terminal/index.ts';
import { createOfflineReadings, createPageServer, viewingHandlers, type OfflineReadings } from '../features/viewing/index.ts';
import type { ServeHandler } from '../host/app-host.ts';
import type { PageWorkers } from '../page-worker/page-workers.ts';
import type { TerminalServices } from './services.ts';

export type Features = {
  readonly handlers: Handlers<DesktopApi, unknown>;
  readonly servePages: ServeHandler;
  readonly scanning: Scanning;
  readonly printing: Printing;
  readonly keys: Keys;
  readonly anchors: Anchors;
  readonly deliveries: Deliveries;
  readonly pageWork: PageWork;
  readonly barcodes: Barcodes;
  readonly offline: OfflineReadings;
  readonly outbox: Outbox;
};

export type FeatureParts = {
  /** A library for USB keys is named in this terminal's settings. */
  readonly hasKeyDriver: boolean;
  readonly pageWorkers: PageWorkers['workers'];
};

/** After these, pages may wait for work. */
const wakingEvents: readonly (keyof DesktopEvents)[] = ['scan.page-completed', 'desk.acted'];

/** Its draft is gone: filed just before the program ended, or thrown away. One that somebody is busy with waits. */
function ended(error: unknown): { id: string; number: string } {
  if (!(error instanceof AppError)) throw error;
  if (error.code === 'draft.not-found') return { id: '', number: '' };
  if (error.code === 'draft.being-filed' || error.code === 'scan.already-running') throw new AppError('server.busy', {}, { cause: error });
  throw error;
}

/** What each kind of command in the outbox becomes. */
function sendingBy(server: TerminalServices['server'], filing: FilingDesk): Send {
  return async command => {
    switch (command.kind) {
      case 'requests.submit':
        return server.call('requests.submit', command.input);
      case 'drafts.file':
        return filing.fileWaiting(command).then(({ id }) => ({ id, number: '' }), ended);
      case 'faults.report':
        await server.call('faults.report', { id: command.id, report: command.report });
        return { id: command.id, number: '' };
    }
  };
}

export function composeFeatures(given: TerminalServices, { hasKeyDriver, pageWorkers }: FeatureParts): Features {
  const pageWork = createPageWork(given, pageWorkers);
  const services: TerminalServices = {
    ...given,
    emit: (name, payload) => {
      given.emit(name, payload);
      if (wakingEvents.includes(name)) pageWork.wake();
    },
  };
  const desk = createDraftDesk(services);
  const scanning = createScanning(services, desk, { add: (...command) => outbox.add(...command), send: (...command) => outbox.send(...command) });
  const printing = createPrinting(services);
  const keys = createKeys(services, hasKeyDriver);
  const anchors = createAnchors(services);
  const deliveries = createDeliveries(services);
  const offline = createOfflineReadings(services);
  const filing = createFiling(services, desk, {
    settled: pageWork.settled,
    onSent: scanning.noteSent,
    onCut: ({ draftId, fingerprint, idempotencyKey: key, title }) => outbox.add({ kind: 'drafts.file', draftId, fingerprint }, { key, title }),
  });
  const outbox = createOutbox(services, sendingBy(services.server, filing));
  const handlers: Handlers<DesktopApi, unknown> = {
    ...forwardedHandlers(services.server),
    ...terminalHandlers(services),
    ...enrolmentHandlers(services),
    ...sessionHandlers(services),
    ...viewingHandlers(services, offline),
    ...scanning.handlers,
    ...draftHandlers(services, desk, pageWork),
    ...filing.handlers,
    ...outbox.handlers,
    ...printing.handlers,
    ...keys.handlers,
    ...deliveries.handlers,
    ...sheetHandlers(services),
    ...stripPrintHandlers(services),
    ...cataloguePrintHandlers(services),
    ...formDeskHandlers(services),
    ...packageFileHandlers(services),
    ...reportHandlers(services),
    ...logFileHandlers(services),
    ...tracedPictureHandlers(services),
    ...anchors.handlers,
  };
  return { handlers, servePages: createPageServer(services, { desk, offline, lookAt: pageWork.lookAt }), scanning, printing, keys, anchors, deliveries, pageWork, barcodes: createBarcodes(services), offline, outbox };
}
