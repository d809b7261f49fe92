import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { EnrolmentState } from '#shared/domain/enrolment';
import { bindWindows, createEmitter } from '../bridge/index.ts';
import type { DeviceClient, ScanPatience } from '../device-host/device-client.ts';
import { createEnrolment, type TerminalEnrolment } from '../features/enrolment/index.ts';
import { createSessionState, watchSession, type SessionState } from '../features/session/index.ts';
import { machineClocks, type Clocks } from '../features/viewing/index.ts';
import type { AppHost, ServeHandler } from '../host/app-host.ts';
import { serveRendererFiles } from '../host/serve-renderer.ts';
import { createServerClient } from '../server-client/index.ts';
import { fileTerminalKey } from '../store/index.ts';
import type { EditionParts, Features } from './edition-parts.ts';
import { keepWindows } from './keep-windows.ts';
import { createLog, describeError, logFileWriter, type Log } from './log.ts';
import type { CommonServices } from './services.ts';
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
export async function startEdition<Services extends CommonServices>(parts: EditionParts<Services>, options: TerminalOptions): Promise<RunningTerminal> {
  mkdirSync(options.dataDirectory, { recursive: true, mode: 0o700 });
  const log = createLog(logFileWriter(options.dataDirectory));
  const opening = parts.openStore({ directory: options.dataDirectory, key: fileTerminalKey(options.dataDirectory), log });
  const [host, store] = await Promise.all([options.host, opening]).catch(async (error: unknown) => {
    await opening.then(opened => opened.close(), () => undefined);
    throw error;
  });
  const { services, features, devices, windows } = await compose(parts, options, { host, store, log });
  const { rendererDirectory } = options;
  host.serve(rendererDirectory === undefined ? features.servePages : serveAll(features.servePages, serveRendererFiles(rendererDirectory)));
  bindWindows(host, {
    api: parts.windowApi,
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
    return stopTerminal({ services, stopping: features.stopping, devices, host });
  });
  services.enrolment.start();
  features.begin();
  host.on('window-ready', () => { log.info('window ready'); });
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
  readonly services: CommonServices;
  readonly features: Features;
  readonly devices: DeviceClient;
  readonly windows: ReturnType<typeof keepWindows>;
};

type Opened<Store> = { readonly host: AppHost; readonly store: Store; readonly log: Log };

async function compose<Services extends CommonServices>(parts: EditionParts<Services>, options: TerminalOptions, { host, store, log }: Opened<Services['store']>): Promise<Composition> {
  const windows = keepWindows(host, log);
  const emit = createEmitter(windows.windows, parts.windowEvents);
  const session = createSessionState();
  const devices = parts.createDevices({
    ...(options.deviceHostEntry === undefined ? {} : { entry: options.deviceHostEntry }),
    ...(options.scanPatience === undefined ? {} : { patience: options.scanPatience }),
    env: { ...options.deviceEnvironment, DANGLIAN_PKCS11_MODULE: options.keyModule },
    onEvent: event => { features.takeDeviceEvent(event); },
    log,
  });
  const enrolment: TerminalEnrolment = await createEnrolment({
    ...{ store, log, edition: parts.edition, suggestedName: options.terminalName, code: options.enrolmentCode, now: () => new Date() },
    server: () => server,
    onChange: followEnrolment(session, emit),
  });
  const server = createServerClient({
    api: parts.serverApi,
    ...(parts.openUploader === undefined ? {} : { openUploader: parts.openUploader }),
    serverUrl: options.serverUrl,
    caCertificatePem: options.caCertificatePem,
    credentials: enrolment.credentials,
    onRefused: enrolment.askWhyRefused,
    token: { current: session.token, refused: endRefused(session, emit) },
    onConnectionChange: isOnline => {
      emit('connection.changed', { isOnline });
      if (isOnline) features.lineIsUp();
    },
  });
  const common: CommonServices = {
    terminal: { name: enrolment.name, version: options.version, edition: parts.edition, hostKind: host.kind, certificate: enrolment.certificate },
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
  const services = common as Services; // `as`: with the store that this edition opened; nothing else differs
  const features = parts.compose(services, { hasKeyDriver: options.keyModule !== undefined });
  return { services, features, devices, windows };
}

/** Without a certificate there is no session either. */
function followEnrolment(session: SessionState, emit: CommonServices['emit']) {
  return (state: EnrolmentState): void => {
    emit('enrolment.changed', { state });
    if (state === 'enrolled' || session.token() === null) return;
    session.end();
    emit('session.ended', { code: 'terminal.revoked' });
  };
}

/** The data centre no longer takes the token: the session is over here too, unless another has begun meanwhile. */
function endRefused(session: SessionState, emit: CommonServices['emit']) {
  return (token: string, code: string): void => {
    if (session.token() !== token) return;
    session.end();
    emit('session.ended', { code });
  };
}

function reportTo(log: Log): CommonServices['reportBug'] {
  return error => {
    const reportId = crypto.randomUUID().slice(0, 8);
    log.error('bug', { reportId, ...describeError(error) });
    return reportId;
  };
}

/** Pages and documents first; what they do not know is a file of the window itself, or nothing. */
function serveAll(servePages: ServeHandler, serveFiles: ServeHandler): ServeHandler {
  return async request => (await servePages(request)) ?? serveFiles(request);
}

function once(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  return () => (running ??= work());
}

