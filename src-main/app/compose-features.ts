import { forwardedOperations, type DesktopApi, type DesktopEvents } from '#shared/contract/desktop-api';
import type { Handlers } from '#shared/contract/operation';
import { FaultReport, FaultReportId } from '#shared/domain/scan-fault';
import { AppError } from '#shared/errors/app-error';
import { forwardedHandlers } from '../bridge/index.ts';
import { createAnchors, type Anchors } from '../features/anchors/index.ts';
import { logFileHandlers, reportHandlers } from '../features/audit/index.ts';
import { createBarcodes, type Barcodes } from '../features/barcodes/index.ts';
import { cataloguePrintHandlers } from '../features/catalogues/index.ts';
import { createDeliveries, type Deliveries } from '../features/deliveries/index.ts';
import { createDraftDesk, draftHandlers, type DraftDesk } from '../features/drafts/index.ts';
import { enrolmentHandlers } from '../features/enrolment/index.ts';
import { excerptSheetHandlers, packageFileHandlers, sheetHandlers } from '../features/exports/index.ts';
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
import { createOfflineReadings, createPageServer, readingRoutes, viewingHandlers, workRoutes, type OfflineReadings } from '../features/viewing/index.ts';
import type { DeviceEvent } from '../device-host/device-client.ts';
import { createPageWorkers } from '../page-worker/page-workers.ts';
import type { FeatureParts, Features } from './edition-parts.ts';
import type { TerminalServices } from './services.ts';
import { atMost } from './stop-terminal.ts';

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
        await server.call('faults.report', { id: FaultReportId.parse(command.id), report: FaultReport.parse(command.report) });
        return { id: command.id, number: '' };
    }
  };
}

/** Whoever closes the window waits for this: a scanner that does not stop gets no more. */
const scannerPatienceMs = 3_000;
/** What is not offered by then is offered at the next start, under the same key. */
const offerPatienceMs = 3_000;

/** 档案端: everything. */
export function composeFeatures(given: TerminalServices, { hasKeyDriver }: FeatureParts): Features {
  const pageWorkers = createPageWorkers({ log: given.log });
  const pageWork = createPageWork(given, pageWorkers.workers);
  const services: TerminalServices = {
    ...given,
    emit: (name, payload) => {
      given.emit(name, payload);
      if (wakingEvents.includes(name)) pageWork.wake();
    },
  };
  const work = createWork(services, pageWork);
  const { scanning, deliveries, outbox, barcodes } = work;
  const [printing, keys, anchors, offline] = [createPrinting(services), createKeys(services, hasKeyDriver), createAnchors(services), createOfflineReadings(services)];
  return {
    handlers: { ...handleEverything(services, work, offline), ...printing.handlers, ...keys.handlers, ...anchors.handlers },
    servePages: createPageServer(services, { ...readingRoutes(services, offline), ...workRoutes(services, work) }),
    takeDeviceEvent: event => { route({ scanning, printing, keys, barcodes }, event); },
    lineIsUp: () => {
      void printing.reportLeftovers();
      deliveries.wake();
      outbox.wake();
    },
    // What was left when the program ended, however it ended.
    begin: pageWork.wake,
    stopping: [
      () => atMost(scannerPatienceMs, scanning.stop()),
      () => atMost(offerPatienceMs, Promise.all([deliveries.stop(), outbox.stop()])),
      () => {
        for (const part of [anchors, keys, pageWork, barcodes]) part.stop();
        offline.endAll();
        return pageWorkers.close();
      },
    ],
  };
}

type Work = {
  readonly desk: DraftDesk;
  readonly pageWork: PageWork;
  readonly lookAt: PageWork['lookAt'];
  readonly scanning: Scanning;
  readonly filing: FilingDesk;
  readonly outbox: Outbox;
  readonly deliveries: Deliveries;
  readonly barcodes: Barcodes;
};

/** What is done with paper and packages here, and what of it waits for the line. */
function createWork(services: TerminalServices, pageWork: PageWork): Work {
  const desk = createDraftDesk(services);
  const scanning = createScanning(services, desk, { add: (...command) => outbox.add(...command), send: (...command) => outbox.send(...command) });
  const filing = createFiling(services, desk, {
    settled: pageWork.settled,
    onSent: scanning.noteSent,
    onCut: ({ draftId, fingerprint, idempotencyKey: key, title }) => outbox.add({ kind: 'drafts.file', draftId, fingerprint }, { key, title }),
  });
  const outbox = createOutbox(services, sendingBy(services.server, filing));
  return { desk, pageWork, lookAt: pageWork.lookAt, scanning, filing, outbox, deliveries: createDeliveries(services), barcodes: createBarcodes(services) };
}

type OfPartsBesides = keyof (Printing['handlers'] & Keys['handlers'] & Anchors['handlers']);

function handleEverything(services: TerminalServices, { desk, pageWork, scanning, filing, outbox, deliveries }: Work, offline: OfflineReadings): Omit<Handlers<DesktopApi, unknown>, OfPartsBesides> {
  return {
    ...forwardedHandlers(services.server, forwardedOperations),
    ...terminalHandlers(services),
    ...enrolmentHandlers(services),
    ...sessionHandlers(services),
    ...viewingHandlers(services, offline),
    ...scanning.handlers,
    ...draftHandlers(services, desk, pageWork),
    ...filing.handlers,
    ...outbox.handlers,
    ...deliveries.handlers,
    ...sheetHandlers(services),
    ...excerptSheetHandlers(services),
    ...stripPrintHandlers(services),
    ...cataloguePrintHandlers(services),
    ...formDeskHandlers(services),
    ...packageFileHandlers(services),
    ...reportHandlers(services),
    ...logFileHandlers(services),
    ...tracedPictureHandlers(services),
  };
}

type Listeners = { readonly scanning: Scanning; readonly printing: Printing; readonly keys: Keys; readonly barcodes: Barcodes };

function route({ scanning, printing, keys, barcodes }: Listeners, event: DeviceEvent): void {
  switch (event.name) {
    case 'scan.page':
      scanning.takePage(event.payload);
      break;
    case 'scan.progressed':
      scanning.takeProgress(event.payload);
      break;
    case 'scan.stepped':
    case 'scan.prepared':
    case 'scan.lagged':
      scanning.takeNews(event);
      break;
    case 'scan.refused':
      scanning.takeRefusal(event.payload);
      break;
    case 'barcode.read':
      barcodes.take(event.payload);
      break;
    case 'print.progressed':
      printing.takeProgress(event.payload);
      break;
    case 'keys.seen':
      keys.takeSeen(event.payload);
  }
}
