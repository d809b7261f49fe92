import type { DesktopApi } from '#shared/contract/desktop-api';
import type { Handlers } from '#shared/contract/operation';
import { forwardedHandlers } from '../bridge/index.ts';
import { createAnchors, type Anchors } from '../features/anchors/index.ts';
import { logFileHandlers, reportHandlers } from '../features/audit/index.ts';
import { createBarcodes, type Barcodes } from '../features/barcodes/index.ts';
import { createDeliveries, type Deliveries } from '../features/deliveries/index.ts';
import { createDraftDesk, draftHandlers } from '../features/drafts/index.ts';
import { enrolmentHandlers } from '../features/enrolment/index.ts';
import { packageFileHandlers, sheetHandlers } from '../features/exports/index.ts';
import { filingHandlers } from '../features/filing/index.ts';
import { createKeys, type Keys } from '../features/keys/index.ts';
import { createPrinting, type Printing } from '../features/printing/index.ts';
import { createScanning, type Scanning } from '../features/scanning/index.ts';
import { sessionHandlers } from '../features/session/index.ts';
import { terminalHandlers } from '../features/terminal/index.ts';
import { createPageServer } from '../features/viewing/index.ts';
import type { ServeHandler } from '../host/app-host.ts';
import type { TerminalServices } from './services.ts';

export type Features = {
  readonly handlers: Handlers<DesktopApi, unknown>;
  readonly servePages: ServeHandler;
  readonly scanning: Scanning;
  readonly printing: Printing;
  readonly keys: Keys;
  readonly anchors: Anchors;
  readonly deliveries: Deliveries;
  readonly barcodes: Barcodes;
};

/** `hasKeyDriver`: a library for USB keys is named in this terminal's settings. */
export function composeFeatures(services: TerminalServices, hasKeyDriver: boolean): Features {
  const desk = createDraftDesk(services);
  const scanning = createScanning(services, desk);
  const printing = createPrinting(services);
  const keys = createKeys(services, hasKeyDriver);
  const anchors = createAnchors(services);
  const deliveries = createDeliveries(services);
  const handlers: Handlers<DesktopApi, unknown> = {
    ...forwardedHandlers(services.server),
    ...terminalHandlers(services),
    ...enrolmentHandlers(services),
    ...sessionHandlers(services),
    ...scanning.handlers,
    ...draftHandlers(services, desk),
    ...filingHandlers(services, desk, scanning.noteSent),
    ...printing.handlers,
    ...keys.handlers,
    ...deliveries.handlers,
    ...sheetHandlers(services),
    ...packageFileHandlers(services),
    ...reportHandlers(services),
    ...logFileHandlers(services),
    ...anchors.handlers,
  };
  return { handlers, servePages: createPageServer(services, desk), scanning, printing, keys, anchors, deliveries, barcodes: createBarcodes(services) };
}
