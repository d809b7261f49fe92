import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { EnrolmentState } from '#shared/domain/enrolment';
import { bindWindows, createEmitter } from '../bridge/index.ts';
import { createDeviceClient, type DeviceClient, type DeviceEvent, type ScanPatience } from '../device-host/device-client.ts';
import { createEnrolment, type TerminalEnrolment } from '../features/enrolment/index.ts';
import { createSessionState, watchSession, type SessionState } from '../features/session/index.ts';
import { machineClocks, type Clocks } from '../features/viewing/index.ts';
import type { AppHost, ServeHandler } from '../host/app-host.ts';
import { serveRendererFiles } from '../host/serve-renderer.ts';
import { createPageWorkers, type PageWorkers } from '../page-worker/page-workers.ts';
import { createServerClient } from '../server-client/index.ts';
import { fileTerminalKey, openStore, type Store } from '../store/index.ts';
import { composeFeatures, type Features } from './compose-features.ts';
import { keepWindows } from './keep-windows.ts';
import { createLog, describeError, logFileWriter, type Log } from './log.ts';
import type { TerminalServices } from './services.ts';
import { stopTerminal } from './stop-terminal.ts';

export type TerminalOptions = {
  /** May still be starting: meanwhile the store is opened. Whoever made it ends it when this does not start. */
  readonly host: AppHost | Promise<AppHost>;
  /** This terminal's own: store, key and log. Made when it is missing. */
  readonly dataDirectory: string;
  /** For reports that a user saves; by default in the data directory. */
  readonly exportDirectory?: string;
  readonly serverUrl: string;
  /** The only authority whose certificates are believed. */
  readonly caCertificatePem: string;
  /** Suggested at enrolment. */
  readonly terminalName: string;
  /** Enrols unattended; for demonstrations and tests. */
  readonly enrolmentCode?: string | undefined;
  /** The built window; a host without windows has none. */
  readonly rendererDirectory?: string;
  /** The child that loads the device drivers; by default the one beside the running program. */
  readonly deviceHostEntry?: string;
  /** Added to the environment of the device host: SANE_CONFIG_DIR, CUPS_SERVER. */
  readonly deviceEnvironment?: Readonly<Record<string, string | undefined>>;
  /** With a scanner that is silent; the usual one when left out. */
  readonly scanPatience?: ScanPatience | undefined;
  readonly version: string;
  /** The vendor's PKCS#11 library for USB keys; without one the window offers passwords only. */
  readonly keyModule?: string | undefined;
  /** Those of the machine when left out. */
  readonly clocks?: Clocks | undefined;
};

export type RunningTerminal = {
  /** Settles when the last window is closed or the window engine is lost; `close` is still to be called. */
  readonly finished: Promise<void>;
  /** Keeps what is under way, signs out, ends every child. May be called twice. */
  readonly close: () => Promise<void>;
};

/** Composes the desktop main process and opens its window. Throws `store.in-use` when the data directory is taken. */
export async function startTerminal(options: TerminalOptions): Promise<RunningTerminal> {
  mkdirSync(options.dataDirectory, { recursive: true, mode: 0o700 });
  const log = createLog(logFileWriter(options.dataDirectory));
  const opening = openStore({ directory: options.dataDirectory, key: fileTerminalKey(options.dataDirectory), log });
  const [host, store] = await Promise.all([options.host, opening]).catch(async (error: unknown) => {
    await opening.then(opened => opened.close(), () => undefined);
    throw error;
  });
  const { services, features, devices, pageWorkers, windows } = await compose(options, { host, store, log });
  const { rendererDirectory } = options;
  host.serve(rendererDirectory === undefined ? features.servePages : serveAll(features.servePages, serveRendererFiles(rendererDirectory)));
  bindWindows(host, {
    handlers: features.handlers,
    isLocked: () => services.session.signedIn()?.isLocked ?? false,
    reportBug: services.reportBug,
  });
  host.on('files-dropped', ({ paths }) => {
    if (services.session.signedIn()?.isLocked === false) services.emit('files.dropped', { paths });
  });
  const watch = watchSession(services.session, services.server);
  const close = once(() => {
    watch.stop();
    services.enrolment.stop();
    return stopTerminal({ services, features, devices, pageWorkers, host });
  });
  services.enrolment.start();
  // What was left when the program ended, however it ended.
  features.pageWork.wake();
  try {
    const window = await host.openWindow({ path: '/', title: '档联' });
    windows.windows.set(window.id, window);
  } catch (error) {
    await close();
    throw error;
  }
  log.info('terminal started', { version: options.version, host: host.kind });
  return { finished: windows.finished, close };
}

type Composition = {
  readonly services: TerminalServices;
  readonly features: Features;
  readonly devices: DeviceClient;
  readonly pageWorkers: PageWorkers;
  readonly windows: ReturnType<typeof keepWindows>;
};

async function compose(options: TerminalOptions, { host, store, log }: { readonly host: AppHost; readonly store: Store; readonly log: Log }): Promise<Composition> {
  const windows = keepWindows(host, log);
  const emit = createEmitter(windows.windows);
  const session = createSessionState();
  const devices = createDeviceClient({
    ...(options.deviceHostEntry === undefined ? {} : { entry: options.deviceHostEntry }),
    ...(options.scanPatience === undefined ? {} : { patience: options.scanPatience }),
    env: { ...options.deviceEnvironment, DANGLIAN_PKCS11_MODULE: options.keyModule },
    onEvent: event => {
      routeDeviceEvent(features, event);
    },
    log,
  });
  const enrolment: TerminalEnrolment = await createEnrolment({
    ...{ store, log, edition: 'archive', suggestedName: options.terminalName, code: options.enrolmentCode, now: () => new Date() },
    server: () => server,
    onChange: followEnrolment(session, emit),
  });
  const server = createServerClient({
    serverUrl: options.serverUrl,
    caCertificatePem: options.caCertificatePem,
    credentials: enrolment.credentials,
    onRefused: enrolment.askWhyRefused,
    token: { current: session.token, refused: endRefused(session, emit) },
    onConnectionChange: isOnline => {
      emit('connection.changed', { isOnline });
      if (!isOnline) return;
      void features.printing.reportLeftovers();
      features.deliveries.wake();
      features.outbox.wake();
    },
  });
  const services: TerminalServices = {
    terminal: { name: enrolment.name, version: options.version, edition: 'archive', hostKind: host.kind, certificate: enrolment.certificate },
    enrolment,
    session,
    server,
    devices: devices.call,
    store,
    exportDirectory: options.exportDirectory ?? join(options.dataDirectory, 'exports'),
    emit,
    log,
    reportBug: reportTo(log),
    now: () => new Date(),
    clocks: options.clocks ?? machineClocks,
  };
  const pageWorkers = createPageWorkers({ log });
  const features = composeFeatures(services, { hasKeyDriver: options.keyModule !== undefined, pageWorkers: pageWorkers.workers });
  return { services, features, devices, pageWorkers, windows };
}

/** Without a certificate there is no session either. */
function followEnrolment(session: SessionState, emit: TerminalServices['emit']) {
  return (state: EnrolmentState): void => {
    emit('enrolment.changed', { state });
    if (state === 'enrolled' || session.token() === null) return;
    session.end();
    emit('session.ended', { code: 'terminal.revoked' });
  };
}

/** The data centre no longer takes the token: the session is over here too, unless another has begun meanwhile. */
function endRefused(session: SessionState, emit: TerminalServices['emit']) {
  return (token: string, code: string): void => {
    if (session.token() !== token) return;
    session.end();
    emit('session.ended', { code });
  };
}

function reportTo(log: Log): TerminalServices['reportBug'] {
  return error => {
    const reportId = crypto.randomUUID().slice(0, 8);
    log.error('bug', { reportId, ...describeError(error) });
    return reportId;
  };
}

function routeDeviceEvent({ scanning, printing, keys, barcodes }: Features, event: DeviceEvent): void {
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

/** Pages and documents first; what they do not know is a file of the window itself, or nothing. */
function serveAll(servePages: ServeHandler, serveFiles: ServeHandler): ServeHandler {
  return async request => (await servePages(request)) ?? serveFiles(request);
}

function once(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  return () => (running ??= work());
}

