import { Agent } from 'node:https';
import { DefaultHttpStack, DetailedError, Upload } from 'tus-js-client';
import { Reply } from '#shared/contract/operation';
import { uploadsPath } from '#shared/contract/server-paths';
import { AppError, fromWire } from '#shared/errors/app-error';
import { errorOfStatus, translateNetworkError } from './network-errors.ts';
import type { SessionToken } from './session-token.ts';
import { keepPerCertificate, type ServerAddress } from './server-address.ts';
import type { NewUpload, Uploader, UploadSource } from './uploader.ts';

/** Two for pages being filed, two for packages: neither waits for the other. */
const maxSockets = 4;
const chunkBytes = 4 * 1024 * 1024;
const retryPausesMs = [200, 800, 2_000];
/** Nothing moved for this long: the network is gone without saying so. */
const silenceLimitMs = 45_000;

export function createTusUploader({ serverUrl, caCertificatePem, credentials, token }: ServerAddress & { readonly token: SessionToken }): Uploader {
  const endpoint = new URL(uploadsPath, serverUrl);
  const agents = new Set<Agent>();
  // An upload under way keeps the connections of its old certificate, which is good for some minutes more.
  const current = keepPerCertificate(credentials, {
    open: shown => {
      const agent = new Agent({ ca: caCertificatePem, minVersion: 'TLSv1.3', keepAlive: true, maxSockets, ...shown });
      agents.add(agent);
      return new DefaultHttpStack({ agent });
    },
    retire: () => undefined,
  });
  const running = new Set<Transfer>();
  return {
    upload: async order => {
      order.signal?.throwIfAborted();
      const transfer = startTransfer({ endpoint, httpStack: current(), authorization: `Bearer ${token.current() ?? ''}` }, order);
      const stop = (): void => { transfer.stop(abortReason(order.signal)); };
      order.signal?.addEventListener('abort', stop, { once: true });
      running.add(transfer);
      return transfer.finished.finally(() => {
        order.signal?.removeEventListener('abort', stop);
        running.delete(transfer);
      });
    },
    close: () => {
      for (const transfer of running) transfer.stop();
      for (const agent of agents) agent.destroy();
    },
  };
}

type Line = { readonly endpoint: URL; readonly httpStack: DefaultHttpStack; readonly authorization: string };
type Transfer = { readonly finished: Promise<{ readonly uploadId: string }>; readonly stop: (reason?: Error) => void };

function startTransfer({ endpoint, httpStack, authorization }: Line, order: NewUpload): Transfer {
  const outcome = createOutcome<{ uploadId: string }>();
  let isStopped = false;
  const stop = (reason: Error = new AppError('server.unreachable')): void => {
    isStopped = true;
    outcome.reject(reason);
    void upload.abort().catch(() => undefined);
  };
  const silence = setTimeout(stop, silenceLimitMs);
  let urlKept: Promise<void> = Promise.resolve();
  // The library takes any source that a reader of its own makes of what it is given; its types know files and streams only.
  const upload = new Upload(Buffer.alloc(0), {
    endpoint: endpoint.href,
    uploadUrl: isOurs(order.url, endpoint) ? order.url : null,
    httpStack,
    headers: { authorization },
    ...(order.kind === undefined ? {} : { metadata: { kind: order.kind } }),
    chunkSize: chunkBytes,
    // Of one piece: sent with the request that creates it, which halves the ways there and back of small packages and of pages.
    uploadDataDuringCreation: order.source.size <= chunkBytes,
    retryDelays: retryPausesMs,
    onShouldRetry: (error, _attempt, options) => {
      // On a line that does not carry a whole piece: from now on the upload is created first, and what arrives of it is kept.
      options.uploadDataDuringCreation = false;
      // A creation that was broken off would be begun once more, and nobody would know of it.
      return !isStopped && isWorthRetry(error);
    },
    storeFingerprintForResuming: false,
    fingerprint: () => Promise.resolve(''),
    fileReader: { openFile: () => Promise.resolve(asFileSource(order.source, () => { silence.refresh(); })) },
    onUploadUrlAvailable: () => {
      if (upload.url !== order.url) urlKept = order.onUrl(upload.url ?? '').catch(stop);
    },
    onAfterResponse: () => { silence.refresh(); },
    onProgress: sentBytes => {
      silence.refresh();
      order.onProgress(sentBytes);
    },
    onSuccess: () => {
      void urlKept.then(() => {
        outcome.resolve({ uploadId: uploadIdOf(upload.url) });
      });
    },
    onError: error => {
      outcome.reject(translateUploadError(error));
    },
  });
  upload.start();
  const finished = outcome.promise.finally(() => {
    clearTimeout(silence);
  });
  return { finished, stop };
}

type FileSource = { readonly size: number; readonly slice: (start: number, end: number) => Promise<{ readonly value: Buffer; readonly done: boolean }>; readonly close: () => void };

/** Reading a slow medium is no silence of the network. */
function asFileSource({ size, slice }: UploadSource, onRead: () => void): FileSource {
  return {
    size,
    slice: async (start, end) => {
      const bytes = await slice(start, end);
      onRead();
      // The library counts by a member of this name.
      return { value: Object.assign(bytes, { size: bytes.length }), done: end >= size };
    },
    close: () => undefined,
  };
}

/** As the library decides it, except for what the source itself refused. */
function isWorthRetry({ originalResponse, causingError }: DetailedError): boolean {
  if (causingError instanceof AppError) return false;
  const status = originalResponse?.getStatus() ?? 0;
  return status < 400 || status >= 500 || status === 409;
}

function abortReason(signal: AbortSignal | undefined): Error {
  return signal?.reason instanceof Error ? signal.reason : new DOMException('aborted', 'AbortError');
}

type Outcome<Value> = { readonly promise: Promise<Value>; readonly resolve: (value: Value) => void; readonly reject: (reason: Error) => void };

function createOutcome<Value>(): Outcome<Value> {
  let settle: Pick<Outcome<Value>, 'resolve' | 'reject'> | undefined;
  const promise = new Promise<Value>((resolve, reject) => {
    settle = { resolve, reject };
  });
  if (!settle) throw new Error('a promise runs its executor at once');
  return { promise, ...settle };
}

/** A kept address is used for this data centre's uploads only. */
function isOurs(url: string | null, endpoint: URL): url is string {
  return url !== null && url.startsWith(`${endpoint.href}/`);
}

function uploadIdOf(url: string | null): string {
  return new URL(url ?? '').pathname.split('/').at(-1) ?? '';
}

function translateUploadError(error: Error): Error {
  if (!(error instanceof DetailedError)) return translateNetworkError(error);
  if (error.causingError instanceof AppError) return error.causingError;
  if (error.originalResponse) return errorInWords(error.originalResponse.getBody()) ?? errorOfStatus(error.originalResponse.getStatus());
  return translateNetworkError(error.causingError);
}

/** The data centre's own words, where it refused before the protocol of uploads began. */
function errorInWords(body: string): AppError | undefined {
  try {
    const reply = Reply.parse(JSON.parse(body));
    return reply.ok ? undefined : fromWire(reply.error);
  } catch {
    return undefined; // the status decides
  }
}
