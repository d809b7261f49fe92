import { readFile, mkdir } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { createIntlCrypto } from '../blobs/crypto-provider.ts';
import { openDirectoryPageStore } from '../blobs/directory-page-store.ts';
import { deriveKey, loadMasterKey } from '../blobs/master-key.ts';
import { openUploadArea } from '../blobs/upload-area.ts';
import { provideAuthority, provideServerCertificate, type Authority } from '../certificates/index.ts';
import { openDatabase, type Database } from '../db/open-database.ts';
import { openAudit, requireKeeper, startCheckpoints } from '../features/audit/index.ts';
import { createImageChecker, createIntakeBell, createIntakeTools, openExchange, startIntake } from '../features/intake/index.ts';
import { createSessionWatch, sweepAttempts, sweepEndedSessions } from '../features/identity/index.ts';
import { sweepUploads } from '../features/uploads/index.ts';
import { sweepChallenges } from '../features/keys/index.ts';
import { sweepReadings } from '../features/readings/index.ts';
import { createRevocations, sweepCodes, writeAutomaticCodes } from '../features/terminals/index.ts';
import { createMarkKeys } from '../features/marking/index.ts';
import { createPageMarker, makeHalves } from '../features/viewing/index.ts';
import { buildServer } from './build-server.ts';
import type { ServerConfig } from './config.ts';
import { findDatabaseRoom } from './database-room.ts';
import { createLog, reportBug, type Log } from './log.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import type { TlsParts } from './server-parts.ts';
import type { Services } from './services.ts';

export type RunningServer = {
  readonly url: string;
  readonly metricsUrl: string | undefined;
  readonly services: Services;
  /** Refuses new requests, lets running ones finish for a bounded time, then closes everything. */
  stop(): Promise<void>;
};

export async function startServer(config: ServerConfig): Promise<RunningServer> {
  const log = createLog(config.logLevel);
  await mkdir(config.dataDirectory, { recursive: true, mode: 0o700 });
  const authority = await provideAuthority(config.dataDirectory);
  const tls = await loadTls(config, authority);
  const { services, database } = await openServices(config, { authority, log });
  const metrics = createMetrics();
  let isStopping = false;
  const site = { siteName: config.siteName, version: readVersion(), isProduction: config.isProduction };
  const app = buildServer({ services, site, log, metrics, tls, isStopping: () => isStopping });
  const close = async (): Promise<void> => {
    isStopping = true;
    stopSweeping();
    const intakeStopped = intake.stop();
    await closeWithin(app, stopWithinMs);
    await intakeStopped;
    await metrics.close();
    await services.marker.close();
    await checkpoints.stop();
    await database.close();
  };
  const stopSweeping = sweepRegularly(services, log);
  const intake = openIntake(services, error => { reportBug(log, error); });
  const checkpoints = startCheckpoints(services.db, error => { reportBug(log, error); });
  try {
    const url = await listen(app, config);
    return { url, metricsUrl: await listenForMetrics(metrics, config), services, stop: close };
  } catch (error) {
    await close();
    throw error;
  }
}

const stopWithinMs = 10_000;

async function openServices(config: ServerConfig, { authority, log }: { readonly authority: Authority; readonly log: Log }): Promise<{ services: Services; database: Database }> {
  const masterKey = await loadMasterKey(config.dataDirectory, config.masterKey);
  const crypto = createIntlCrypto(masterKey);
  const pages = await openDirectoryPageStore(join(config.dataDirectory, 'pages'), crypto);
  const uploads = await openUploadArea(join(config.dataDirectory, 'uploads'), crypto);
  const database = await openDatabase(config.database);
  await openAudit(database.db, { dataDirectory: config.dataDirectory });
  const { db, standing: databaseStanding } = database;
  if (databaseStanding === 'owner') log.warn(withoutSecondNet);
  const exchange = await openExchange(config.dataDirectory, { signer: requireKeeper(db).signer, db, now: new Date() });
  const report = (error: unknown): void => { reportBug(log, error); };
  const watches = { revocations: createRevocations(db, report), sessionWatch: createSessionWatch(db, report) };
  if (config.opensEnrolment) await writeAutomaticCodes(db, config.dataDirectory, new Date());
  const findLogRoom = (): Promise<number | null> => findDatabaseRoom(db, config);
  return { services: { db, databaseStanding, pages, uploads, marker: createPageMarker(), markKeys: createMarkKeys(db, crypto), digestKey: deriveKey(masterKey, 'digests'), authority, ...watches, intakeBell: createIntakeBell(), exchange, findLogRoom, now: () => new Date() }, database };
}

/** One package at a time for each image thread; a small machine still has two, so that a large package does not hold up the others. */
function openIntake(services: Services, report: (error: unknown) => void): { stop(): Promise<void> } {
  const threads = Math.min(8, Math.max(2, availableParallelism()));
  const checker = createImageChecker({ threads });
  const worker = startIntake(services, { tools: createIntakeTools(checker, services.exchange.opening), threads, reportBug: report });
  return {
    stop: async () => {
      await worker.stop();
      await checker.close();
    },
  };
}

const withoutSecondNet = `数据库只有一个角色：数据中心以表的所有者身份运行，数据库自己拦不住改日志、越权看行。请按 docs/operating.md 用 npm run prepare-database 另设运行角色。
One database role: the data centre runs as the owner of its tables, so the database itself does not keep anybody from rewriting the log or seeing rows that are not his. Prepare a role of its own: npm run prepare-database, see docs/operating.md.`;

/** Whoever signed the server's certificate, those of terminals are our own. */
async function loadTls({ tlsFiles, dataDirectory, host, hostNames }: ServerConfig, authority: Authority): Promise<TlsParts> {
  const ca = authority.certificate.toString('pem');
  if (tlsFiles) return { cert: await readFile(tlsFiles.cert, 'utf8'), key: await readFile(tlsFiles.key, 'utf8'), ca };
  const isWildcard = host === '0.0.0.0' || host === '::';
  return { ...(await provideServerCertificate(dataDirectory, authority, isWildcard ? hostNames : [host, ...hostNames])), ca };
}

async function listen(app: FastifyInstance, { host, port }: ServerConfig): Promise<string> {
  await app.listen({ host, port });
  const { port: actual } = app.server.address() as AddressInfo; // `as`: it listens on TCP
  return `https://localhost:${String(actual)}`;
}

async function listenForMetrics(metrics: Metrics, { metricsPort }: ServerConfig): Promise<string | undefined> {
  return metricsPort === undefined ? undefined : metrics.listen(metricsPort);
}

/** Whoever still has not finished is cut off; what was not committed then did not happen. */
async function closeWithin(app: FastifyInstance, timeoutMs: number): Promise<void> {
  const giveUp = new AbortController();
  const cut = delay(timeoutMs, undefined, { signal: giveUp.signal }).then(
    () => { app.server.closeAllConnections(); },
    () => undefined,
  );
  await app.close();
  giveUp.abort();
  await cut;
}

const minuteMs = 60_000;

/** At the start and from then on: uploads that nobody filed and sign-in attempts of long ago every hour, readings that ran out and pages without a half-size image every minute. */
function sweepRegularly(services: Services, log: Log): () => void {
  const repeat = (everyMs: number, sweep: () => Promise<void>): NodeJS.Timeout => {
    let isRunning = false;
    const run = (): void => {
      // One that takes longer than its pause is not overtaken by itself.
      if (isRunning) return;
      isRunning = true;
      sweep().catch((error: unknown) => reportBug(log, error)).finally(() => { isRunning = false; });
    };
    run();
    return setInterval(run, everyMs).unref();
  };
  const hourly = repeat(60 * minuteMs, async () => {
    await sweepUploads(services);
    await sweepAttempts(services.db, services.now());
    await sweepChallenges(services.db, services.now());
    await sweepEndedSessions(services.db);
    await sweepCodes(services.db, services.now());
  });
  const readings = repeat(minuteMs, () => sweepReadings(services));
  const stopped = new AbortController();
  const halves = repeat(minuteMs, () => makeHalves(services, stopped.signal));
  return () => {
    stopped.abort();
    clearInterval(halves);
    clearInterval(hourly);
    clearInterval(readings);
  };
}

/** As sources and as bundle this file lies two folders below package.json. */
function readVersion(): string {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }; // `as`: our own file
  return version;
}
