import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { z } from 'zod';
import { Agent, fetch } from 'undici';
import { createClient } from '../../src-shared/contract/operation.ts';
import { enrolmentOperations } from '../../src-shared/contract/server/terminal-operations.ts';
import { createSigningRequest, createTerminalKey } from '../../src-main/features/enrolment/signing-request.ts';
import { apiPath, serverApi, type ServerApi, type ServerOperationName } from '../../src-shared/contract/server-api.ts';

type Credentials = { readonly key: string; readonly cert: string };
type Answer = { readonly status: number; readonly headers: Headers; readonly text: string };

export type DataCentre = {
  readonly url: string;
  /** PEM of the authority that signed its certificate. */
  readonly ca: string;
  readonly child: ChildProcess;
  /** Key and certificate of the terminal from which `call` and `request` come; one for each data directory. */
  readonly credentials: () => Promise<Credentials>;
  /** A code with which another terminal enrols unattended. */
  readonly takeCode: () => string;
  readonly call: <Name extends ServerOperationName>(
    token: string | null,
    name: Name,
    input: z.input<ServerApi[Name]['input']>,
  ) => Promise<z.output<ServerApi[Name]['output']>>;
  /** Any request over TLS, pinned to `ca`, from an enrolled terminal. */
  readonly request: (path: string, init?: Init) => Promise<Answer>;
  /** Resolves with the exit code, or the signal. */
  readonly end: (signal: 'SIGTERM' | 'SIGKILL') => Promise<number | string | null>;
};

type Init = { readonly method?: string; readonly headers?: Record<string, string>; readonly body?: string };

type Options = {
  readonly dataDirectory: string;
  /** Another than the sources: the built program. */
  readonly entry?: string;
  readonly databaseUrl?: string;
  readonly port?: number;
  readonly environment?: Record<string, string>;
  /** `pipe`: its log is to be read from `child`. */
  readonly stderr?: 'inherit' | 'pipe';
};

const sources = join(import.meta.dirname, '../../src-server/app/main.ts');

/** The data centre as a process of its own, with TLS on a free port (or `port`, to come back where it was); on PGlite or on `databaseUrl`. */
export async function startDataCentre({ dataDirectory, entry = sources, databaseUrl, port = 0, environment = {}, stderr = 'inherit' }: Options): Promise<DataCentre> {
  const child = spawn(process.execPath, [entry], {
    stdio: ['pipe', 'pipe', stderr],
    env: {
      PATH: process.env.PATH, NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'],
      DANGLIAN_DATA_DIR: dataDirectory,
      PORT: String(port),
      DANGLIAN_LOG_LEVEL: 'error',
      DANGLIAN_EXIT_WITH_PARENT: '1',
      DANGLIAN_OPEN_ENROLMENT: '1',
      ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }),
      ...environment,
    },
  });
  const url = await waitForReadyLine(child);
  const ca = readFileSync(join(dataDirectory, 'ca.crt'), 'utf8');
  const stranger = new Agent({ connect: { ca } });
  let terminal: Agent | undefined;
  const send = async (dispatcher: Agent, path: string, init: Init): Promise<Answer> => {
    const response = await fetch(url + path, { ...init, dispatcher });
    return { status: response.status, headers: new Headers([...response.headers]), text: await response.text() };
  };
  const codes = readFileSync(join(dataDirectory, 'enrolment-codes'), 'utf8').trim().split('\n');
  const takeCode = (): string => codes.shift() ?? '';
  const enrol = async (): Promise<Credentials> => {
    const key = await createTerminalKey();
    const ask = createClient(enrolmentOperations, async (name, input): Promise<unknown> => JSON.parse((await send(stranger, apiPath(name), asJson(input))).text));
    const { id } = await ask('terminals.request', { code: takeCode(), name: '测试终端', csrPem: await createSigningRequest(key) });
    return { key, cert: (await ask('terminals.requestState', { id })).certificatePem ?? '' };
  };
  const credentials = (): Promise<Credentials> => {
    const known = enrolled.get(dataDirectory) ?? enrol();
    enrolled.set(dataDirectory, known);
    return known;
  };
  const request: DataCentre['request'] = async (path, init = {}) => {
    terminal ??= new Agent({ connect: { ca, ...(await credentials()) } });
    return send(terminal, path, init);
  };
  const post = async (token: string | null, operation: string, payload: unknown): Promise<unknown> => {
    const { headers, ...init } = asJson(payload);
    return JSON.parse((await request(apiPath(operation), { ...init, headers: { ...headers, ...(token === null ? {} : { authorization: `Bearer ${token}` }) } })).text);
  };
  return {
    url,
    ca,
    child,
    request,
    credentials,
    takeCode,
    call: (token, name, input) => createClient(serverApi, (operation, payload) => post(token, operation, payload))(name, input),
    end: async signal => {
      const hasEnded = child.exitCode !== null || child.signalCode !== null;
      const exit = hasEnded ? undefined : once(child, 'exit');
      child.kill(signal);
      await exit;
      await Promise.all([stranger.destroy(), terminal?.destroy()]);
      return child.exitCode ?? child.signalCode;
    },
  };
}

const asJson = (input: unknown) => ({ method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(input) });

/** One terminal for a city: sessions may go from one process to another. */
const enrolled = new Map<string, Promise<Credentials>>();

async function waitForReadyLine(child: ChildProcess): Promise<string> {
  const ended = once(child, 'exit').then(([code]) => Promise.reject(new Error(`the data centre ended with ${String(code)} before it was ready`)));
  ended.catch(() => undefined);
  const ready = new Promise<string>(resolve => {
    createInterface({ input: child.stdout! }).on('line', line => {
      const url = /^ready (\S+)$/.exec(line)?.[1];
      if (url !== undefined) resolve(url);
    });
  });
  return Promise.race([ready, ended]);
}
