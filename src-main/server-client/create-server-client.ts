import { setTimeout as delay } from 'node:timers/promises';
import { createClient, Reply, type Client, type Contract } from '#shared/contract/operation';
import type { ServerApi, ServerOperationName } from '#shared/contract/server-api';
import { apiPath } from '#shared/contract/server-paths';
import { sessionEndings } from '#shared/domain/session-ending';
import { AppError, fromWire } from '#shared/errors/app-error';
import { isForStrangers, isPublic, isSafeRead, timeoutOf } from './call-policy.ts';
import { createConnectionWatch, type ConnectionWatch } from './connection-watch.ts';
import { errorOfStatus } from './network-errors.ts';
import { createTransport } from './create-transport.ts';
import type { ServerAddress } from './server-address.ts';
import type { SessionToken } from './session-token.ts';
import type { TakeBytes, TransportRequest, TransportResponse } from './transport.ts';
import type { Uploader } from './uploader.ts';

export type ServerClientOptions = ServerAddress & {
  /** What this edition asks of it. */
  readonly api: Contract;
  /** Where files are sent from. */
  readonly openUploader?: (options: ServerAddress & { readonly token: SessionToken }) => Uploader;
  readonly token: SessionToken;
  readonly onConnectionChange: (isOnline: boolean) => void;
  /** The data centre cut the connection or does not know the certificate. */
  readonly onRefused: () => Promise<void>;
};

export type ServerClient = {
  /** Throws the data centre's own AppErrors, `server.unreachable`, `server.untrusted`, `operation.timed-out`, `session.required`. */
  readonly call: Client<ServerApi>;
  /** The same for a name known at run time only; the value is parsed by nobody yet. */
  readonly forward: (name: ServerOperationName, input: unknown) => Promise<unknown>;
  /** A page or a document; never more than `limitBytes`, else `input.too-large`. */
  readonly getBytes: (path: string, limitBytes: number) => Promise<{ readonly contentType: string; readonly bytes: Buffer<ArrayBuffer> }>;
  /** The same, handed over as it arrives and not asked for again; throws when it did not arrive whole. */
  readonly getPieces: (path: string, limitBytes: number, take: TakeBytes) => Promise<void>;
  /** A file of any size, handed over as it arrives; throws when it did not arrive whole. */
  readonly download: (path: string, take: TakeBytes) => Promise<void>;
  readonly upload: Uploader['upload'];
  readonly isOnline: () => boolean;
  readonly close: () => Promise<void>;
};

const jsonLimitBytes = 16 * 1024 * 1024;
/** A copy of hundreds of sheets goes out as it is made. */
const bytesTimeoutMs = 10 * 60_000;
const silenceMs = 60_000;
const downloadTimeoutMs = 60 * 60_000;
const retryPausesMs = [150, 600];
const probeEveryMs = 2_000;

export function createServerClient(options: ServerClientOptions): ServerClient {
  const { token, credentials, onRefused } = options;
  const transport = createTransport(options);
  const openTransport = createTransport({ ...options, credentials: () => null });
  const uploader = options.openUploader?.(options);
  const watch = createConnectionWatch({ probe, onChange: options.onConnectionChange, probeEveryMs });
  const send = (request: TransportRequest, isRepeatable: boolean): Promise<TransportResponse> =>
    watched(watch, () => (isRepeatable && watch.isOnline() ? withRetries(() => transport.send(request)) : transport.send(request)));

  /** A line that is cut as soon as the certificate is seen looks like one that is broken: asking without it tells them apart. */
  async function probe(): Promise<void> {
    await forward('site.get', {}).catch(() => (credentials() === null ? undefined : onRefused()));
  }

  async function forward(name: ServerOperationName, input: unknown): Promise<unknown> {
    if (!Object.hasOwn(options.api, name)) throw new AppError('operation.unknown', { name });
    if (isForStrangers(name)) return valueOf(await openTransport.send({ method: 'POST', path: apiPath(name), token: null, json: input, timeoutMs: timeoutOf(name), limitBytes: jsonLimitBytes }));
    if (name !== 'site.get' && credentials() === null) throw new AppError('terminal.not-enrolled');
    const used = isPublic(name) ? null : requireToken(token);
    const request = { method: 'POST', path: apiPath(name), token: used, json: input, timeoutMs: timeoutOf(name), limitBytes: jsonLimitBytes } as const;
    return refusable(onRefused, () => endingSession(token, used, async () => valueOf(await send(request, isSafeRead(name)))));
  }

  return {
    // `as`: the whole contract, or the part of it that this edition asks for; what it does not know it does not send.
    call: createClient(options.api as ServerApi, async (name, input) => ({ ok: true, value: await forward(name as ServerOperationName, input) })),
    forward,
    getPieces: async (path, limitBytes, take) => {
      const used = requireToken(token);
      await endingSession(token, used, async () => bytesOf(await watched(watch, () => transport.receive(bytesRequest(path, used, limitBytes), take))));
    },
    getBytes: (path, limitBytes) => {
      const used = requireToken(token);
      const request = bytesRequest(path, used, limitBytes);
      return endingSession(token, used, async () => bytesOf(await send(request, true)));
    },
    download: async (path, take) => {
      const used = requireToken(token);
      const request = { method: 'GET', path, token: used, timeoutMs: downloadTimeoutMs, limitBytes: Number.MAX_SAFE_INTEGER } as const;
      await endingSession(token, used, async () => bytesOf(await watched(watch, () => transport.receive(request, take))));
    },
    upload: async order => {
      if (!uploader) throw new AppError('operation.unknown', { name: 'uploads' });
      return endingSession(token, requireToken(token), () => watched(watch, () => uploader.upload(order)));
    },
    isOnline: watch.isOnline,
    close: async () => {
      watch.close();
      uploader?.close();
      await Promise.all([transport.close(), openTransport.close()]);
    },
  };
}

const bytesRequest = (path: string, token: string, limitBytes: number): TransportRequest => ({ method: 'GET', path, token, timeoutMs: bytesTimeoutMs, silenceMs, limitBytes });

const offlineCodes: readonly string[] = ['server.unreachable', 'server.untrusted'];
const endingCodes: readonly string[] = ['session.required', ...sessionEndings];

function hasCode(error: unknown, codes: readonly string[]): error is AppError {
  return error instanceof AppError && codes.includes(error.code);
}

/** Tells the watch how the network did; any answer is a sign of life. */
async function watched<Result>(watch: ConnectionWatch, work: () => Promise<Result>): Promise<Result> {
  try {
    const result = await work();
    watch.report(true);
    return result;
  } catch (error) {
    if (hasCode(error, offlineCodes)) watch.report(false);
    throw error;
  }
}

/** A certificate that is not known any more: the reason is asked for, and told by whoever asks. */
async function refusable<Result>(onRefused: () => Promise<void>, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (hasCode(error, ['terminal.not-enrolled'])) await onRefused().catch(() => undefined);
    throw error;
  }
}

/** A refused token ends the session that it belonged to. */
async function endingSession<Result>(token: SessionToken, used: string | null, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (used !== null && hasCode(error, endingCodes)) token.refused(used, error.code);
    throw error;
  }
}

function requireToken(token: SessionToken): string {
  const current = token.current();
  if (current === null) throw new AppError('session.required');
  return current;
}

/** The value of a Reply, or its error; an answer that is no Reply speaks by its status. */
function valueOf({ status, contentType, bytes }: TransportResponse): unknown {
  const reply = contentType.startsWith('application/json') ? Reply.safeParse(parseJson(bytes)) : undefined;
  if (!reply?.success) throw errorOfStatus(status);
  if (!reply.data.ok) throw fromWire(reply.data.error);
  return reply.data.value;
}

function bytesOf(response: TransportResponse): TransportResponse {
  if (response.status === 200) return response;
  valueOf(response);
  throw errorOfStatus(response.status);
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString());
  } catch {
    return undefined; // no Reply: the status decides
  }
}

async function withRetries<Result>(send: () => Promise<Result>): Promise<Result> {
  for (const pauseMs of retryPausesMs) {
    try {
      return await send();
    } catch (error) {
      if (!hasCode(error, ['server.unreachable'])) throw error;
      await delay(pauseMs);
    }
  }
  return send();
}
