import { Agent } from 'node:https';
import { DefaultHttpStack, DetailedError, Upload } from 'tus-js-client';
import { uploadsPath } from '#shared/contract/server-api';
import { AppError } from '#shared/errors/app-error';
import { errorOfStatus, translateNetworkError } from './network-errors.ts';
import type { SessionToken } from './session-token.ts';
import { keepPerCertificate, type ServerAddress } from './transport.ts';

export type PageUpload = {
  readonly bytes: Buffer;
  /** Where an earlier attempt got its place at the data centre; null begins a new one. */
  readonly url: string | null;
  /** To be kept, so that a later attempt goes on where this one stopped. */
  readonly onUrl: (url: string) => Promise<void>;
  readonly onProgress: (sentBytes: number) => void;
};

export type Uploader = {
  /** Answers the id of the finished upload. What has arrived is not sent again. */
  readonly upload: (page: PageUpload) => Promise<{ readonly uploadId: string }>;
  /** Breaks off what is under way. */
  readonly close: () => void;
};

const chunkBytes = 4 * 1024 * 1024;
const retryPausesMs = [200, 800, 2_000];
/** Nothing moved for this long: the network is gone without saying so. */
const silenceLimitMs = 45_000;

export function createUploader({ serverUrl, caCertificatePem, credentials, token }: ServerAddress & { readonly token: SessionToken }): Uploader {
  const endpoint = new URL(uploadsPath, serverUrl);
  const agents = new Set<Agent>();
  // An upload under way keeps the connections of its old certificate, which is good for some minutes more.
  const current = keepPerCertificate(credentials, {
    open: shown => {
      const agent = new Agent({ ca: caCertificatePem, minVersion: 'TLSv1.3', keepAlive: true, maxSockets: 2, ...shown });
      agents.add(agent);
      return new DefaultHttpStack({ agent });
    },
    retire: () => undefined,
  });
  const running = new Set<Transfer>();
  return {
    upload: async page => {
      const transfer = startTransfer({ endpoint, httpStack: current(), authorization: `Bearer ${token.current() ?? ''}` }, page);
      running.add(transfer);
      return transfer.finished.finally(() => running.delete(transfer));
    },
    close: () => {
      for (const transfer of running) transfer.stop();
      for (const agent of agents) agent.destroy();
    },
  };
}

type Line = { readonly endpoint: URL; readonly httpStack: DefaultHttpStack; readonly authorization: string };
type Transfer = { readonly finished: Promise<{ readonly uploadId: string }>; readonly stop: () => void };

function startTransfer({ endpoint, httpStack, authorization }: Line, page: PageUpload): Transfer {
  const outcome = createOutcome<{ uploadId: string }>();
  const stop = (reason: Error = new AppError('server.unreachable')): void => {
    outcome.reject(reason);
    void upload.abort().catch(() => undefined);
  };
  const silence = setTimeout(stop, silenceLimitMs);
  let urlKept: Promise<void> = Promise.resolve();
  const upload = new Upload(page.bytes, {
    endpoint: endpoint.href,
    uploadUrl: isOurs(page.url, endpoint) ? page.url : null,
    httpStack,
    headers: { authorization },
    chunkSize: chunkBytes,
    retryDelays: retryPausesMs,
    storeFingerprintForResuming: false,
    fingerprint: () => Promise.resolve(''),
    onUploadUrlAvailable: () => {
      if (upload.url !== page.url) urlKept = page.onUrl(upload.url ?? '').catch(stop);
    },
    onAfterResponse: () => {
      silence.refresh();
    },
    onProgress: sentBytes => {
      silence.refresh();
      page.onProgress(sentBytes);
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
  if (error.originalResponse) return errorOfStatus(error.originalResponse.getStatus());
  return translateNetworkError(error.causingError);
}
