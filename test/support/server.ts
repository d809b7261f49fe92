import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { z } from 'zod';
import { createClient } from '../../src-shared/contract/operation.ts';
import { apiPath, serverApi, type ServerApi, type ServerOperationName } from '../../src-shared/contract/server-api.ts';
import { createIntakeBell, openExchange } from '../../src-server/features/intake/index.ts';
import { createSessionWatch } from '../../src-server/features/identity/index.ts';
import { createRevocations } from '../../src-server/features/terminals/index.ts';
import { provideAuthority } from '../../src-server/certificates/index.ts';
import type { ServerParts } from '../../src-server/app/server-parts.ts';
import { buildServer } from '../../src-server/app/build-server.ts';
import { createLog } from '../../src-server/app/log.ts';
import type { Services } from '../../src-server/app/services.ts';
import { createIntlCrypto } from '../../src-server/blobs/crypto-provider.ts';
import { openDirectoryPageStore } from '../../src-server/blobs/directory-page-store.ts';
import { deriveKey, loadMasterKey } from '../../src-server/blobs/master-key.ts';
import { openUploadArea } from '../../src-server/blobs/upload-area.ts';
import { openDatabase } from '../../src-server/db/open-database.ts';
import type { Db } from '../../src-server/db/schema.ts';
import { openAudit, requireKeeper } from '../../src-server/features/audit/index.ts';
import { createMarkKeys } from '../../src-server/features/marking/index.ts';
import { createPageMarker } from '../../src-server/features/viewing/index.ts';
import { testPassword } from './builders.ts';
import { anEnrolledTerminal, type EnrolledTerminal } from './enrolled.ts';
import { startPostgres } from './postgres.ts';
import { openPreparedDatabase } from './prepared-database.ts';

export type DatabaseKind = 'pglite' | 'postgres';
export const databaseKinds: readonly DatabaseKind[] = ['pglite', 'postgres'];

type Call = <Name extends ServerOperationName>(
  token: string | null,
  name: Name,
  input: z.input<ServerApi[Name]['input']>,
) => Promise<z.output<ServerApi[Name]['output']>>;

export type TestServer = {
  readonly db: Db;
  readonly services: Services;
  readonly dataDirectory: string;
  readonly app: ReturnType<typeof buildServer>;
  /** What `app` was built from, for another one on the same city. */
  readonly parts: ServerParts;
  /** One operation over HTTP; throws AppError. Comes from the terminal where the token was given out, else from 测试终端. */
  readonly call: Call;
  /** The same from another terminal; null shows no certificate. */
  readonly callFrom: (terminal: EnrolledTerminal | null) => Call;
  /** What stands for the client certificate of 测试终端 on requests by `inject`; without it they come from there all the same. */
  readonly terminalHeaders: Readonly<Record<string, string>>;
  /** The terminal of this name; enrolled when it is asked for first. */
  readonly terminal: (name?: string) => Promise<EnrolledTerminal>;
  /** The token of a new session. */
  signIn(loginName: string, options?: { readonly password?: string; readonly terminalName?: string }): Promise<string>;
  close(): Promise<void>;
};

type Options = {
  readonly database: DatabaseKind;
  /** A clock that the test moves. */
  readonly now?: () => Date;
  readonly isProduction?: boolean;
  /** On PostgreSQL: runs under a role of its own that owns nothing, with row security. `db` is then that role's. */
  readonly hasSecondNet?: boolean;
  /** Fills the database while it is still empty. */
  readonly prepare?: (services: Services) => Promise<void>;
};

/** The data centre in this process, on a database and a data directory of its own; spoken to by `inject`, without a port. Start one per test file. */
export async function startTestServer({ database: kind, now = () => new Date(), isProduction = false, hasSecondNet = false, prepare }: Options): Promise<TestServer> {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'danglian-server-'));
  const postgres = kind === 'postgres' ? await startPostgres() : undefined;
  const url = hasSecondNet ? await postgres?.createGuardedDatabase() : await postgres?.createDatabase();
  const database = await (url === undefined ? openPreparedDatabase() : openDatabase({ kind: 'postgres', url }));
  await openAudit(database.db, { dataDirectory, now });
  const masterKey = await loadMasterKey(dataDirectory);
  const crypto = createIntlCrypto(masterKey);
  const services: Services = {
    db: database.db,
    databaseStanding: database.standing,
    pages: await openDirectoryPageStore(join(dataDirectory, 'pages'), crypto),
    uploads: await openUploadArea(join(dataDirectory, 'uploads'), crypto),
    marker: createPageMarker({ threads: 1 }),
    markKeys: createMarkKeys(database.db, crypto),
    digestKey: deriveKey(masterKey, 'digests'),
    authority: await provideAuthority(dataDirectory),
    revocations: createRevocations(database.db, reportNothing),
    sessionWatch: createSessionWatch(database.db, reportNothing),
    intakeBell: createIntakeBell(),
    exchange: await openExchange(dataDirectory, { signer: requireKeeper(database.db).signer, db: database.db, now: now() }),
    now,
  };
  await prepare?.(services);
  const terminals = new Map<string, Promise<EnrolledTerminal>>();
  const terminal = (name = '测试终端'): Promise<EnrolledTerminal> => {
    const known = terminals.get(name) ?? anEnrolledTerminal(services, { name });
    terminals.set(name, known);
    return known;
  };
  const usual = await terminal();
  const parts: ServerParts = {
    services,
    site: { siteName: '测试市', version: '0.0.0', isProduction },
    log: createLog('silent'),
    terminalOf: ({ headers }) => (headers[standIn] === nobody ? undefined : String(headers[standIn] ?? usual.certificate)),
  };
  const app = buildServer(parts);
  const homes = new Map<string, EnrolledTerminal>();
  const callFrom = (from: EnrolledTerminal | null): Call => createCall(app, from?.certificate ?? nobody);
  const call: Call = (token, name, input) => callFrom(homes.get(token ?? '') ?? usual)(token, name, input);
  return {
    db: database.db,
    services,
    dataDirectory,
    app,
    parts,
    call,
    callFrom,
    terminal,
    terminalHeaders: { [standIn]: usual.certificate },
    signIn: async (loginName, { password = testPassword, terminalName = '测试终端' } = {}) => {
      const home = await terminal(terminalName);
      const { token } = await callFrom(home)(null, 'session.signIn', { loginName, password });
      homes.set(token, home);
      return token;
    },
    close: async () => {
      await app.close();
      await services.marker.close();
      await database.close();
      await postgres?.stop();
      await rm(dataDirectory, { recursive: true, force: true });
    },
  };
}

/** Without TLS a header stands for the client certificate; the data centre itself knows no such header. */
const standIn = 'x-test-terminal';
const nobody = 'none';
const reportNothing = (): void => undefined;

function createCall(app: ReturnType<typeof buildServer>, certificate: string): Call {
  return (token, name, input) => {
    const headers = { [standIn]: certificate, ...(token === null ? {} : { authorization: `Bearer ${token}` }) };
    const send = async (operation: string, payload: unknown): Promise<unknown> =>
      (await app.inject({ method: 'POST', url: apiPath(operation), headers, payload: payload as object })).json(); // `as`: inputs of operations are objects
    return createClient(serverApi, send)(name, input);
  };
}
