import { request, type IncomingMessage } from 'node:http';
import { connect as connectPlain, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect as connectTls } from 'node:tls';
import type { NetworkPlace } from '#shared/domain/scanner-place';
import { AppError, isAbort } from '#shared/errors/app-error';

export type EsclRequest = {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Below the device's own address; what a device answers never leads to another. */
  readonly path: string;
  readonly body?: Buffer;
  readonly limitBytes: number;
  /** Nothing arrives for so long: the device is given up. */
  readonly silenceMs: number;
  readonly signal?: AbortSignal;
  /** Of an answer that brings what was asked for (200). */
  readonly onBytes?: (received: number, expected: number | undefined) => void;
};

export type EsclAnswer = { readonly status: number; readonly location: string; readonly retryAfterMs: number | undefined; readonly contentType: string; readonly body: Buffer };

export type EsclHttp = (asked: EsclRequest) => Promise<EsclAnswer>;

export type EsclAddress = Pick<NetworkPlace, 'address' | 'certificate'>;

const connectMs = 8_000;
/** Dripping bytes are no silence, but they must come to an end. */
const wholeMs = 180_000;

/** A certificate as it is pinned: SHA-256 in hex without colons. */
export const pinOf = (fingerprint256: string): string => fingerprint256.replaceAll(':', '').toLowerCase();

/**
 * One request, one connection, as sane-airscan does it: many devices close idle connections, and a page that was asked for on one that
 * is just being closed would be lost. Over TLS the certificate is compared before anything is said.
 */
export function createEsclHttp({ address, certificate }: EsclAddress): EsclHttp {
  const url = new URL(address);
  const isTls = url.protocol === 'https:';
  const port = url.port === '' ? (isTls ? 443 : 80) : Number(url.port);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isTls && certificate === null) throw new AppError('scanner.certificate-changed');
  const open = (): Promise<Duplex> => (isTls ? openPinned({ host, port }, certificate) : openPlain({ host, port }));
  return async asked => {
    asked.signal?.throwIfAborted();
    const socket = await open();
    try {
      return await exchange(socket, { ...asked, host: url.host });
    } finally {
      socket.destroy();
    }
  };
}

type Where = { readonly host: string; readonly port: number };

function openPlain(where: Where): Promise<Socket> {
  return settled(connectPlain(where), 'connect', where);
}

async function openPinned(where: Where, certificate: string | null): Promise<Socket> {
  // Scanners sign their certificates themselves; what makes one believed is that somebody compared it.
  const socket = await settled(connectTls({ ...where, rejectUnauthorized: false, minVersion: 'TLSv1.2', servername: '' }), 'secureConnect', where);
  const shown = pinOf(socket.getPeerCertificate().fingerprint256);
  if (shown === certificate) return socket;
  socket.destroy();
  throw new AppError('scanner.certificate-changed');
}

/** What stands at an address; nothing is sent. */
export async function readCertificate(address: string): Promise<string> {
  const url = new URL(address);
  const where = { host: url.hostname.replace(/^\[|\]$/g, ''), port: url.port === '' ? 443 : Number(url.port) };
  const socket = await settled(connectTls({ ...where, rejectUnauthorized: false, minVersion: 'TLSv1.2', servername: '' }), 'secureConnect', where);
  const { fingerprint256 } = socket.getPeerCertificate();
  socket.destroy();
  return pinOf(fingerprint256);
}

function settled<Kind extends Socket>(socket: Kind, event: 'connect' | 'secureConnect', { host }: Where): Promise<Kind> {
  return new Promise((resolve, reject) => {
    const fail = (): void => {
      socket.destroy();
      reject(new AppError('scanner.unreachable', { address: host }));
    };
    const timer = setTimeout(fail, connectMs);
    // Stays, so that a late failure of a socket that nobody reads any more is not thrown at the process.
    socket.on('error', () => {
      clearTimeout(timer);
      fail();
    });
    socket.once(event, () => {
      clearTimeout(timer);
      resolve(socket);
    });
  });
}

type Exchange = EsclRequest & { readonly host: string };

function exchange(socket: Duplex, asked: Exchange): Promise<EsclAnswer> {
  const { method, path, body, host, silenceMs, signal } = asked;
  return new Promise((resolve, reject) => {
    const silent = setTimeout(() => sent.destroy(new AppError('scanner.not-responding')), silenceMs);
    const whole = setTimeout(() => sent.destroy(new AppError('scanner.not-responding')), Math.max(wholeMs, silenceMs));
    const end = (): void => {
      clearTimeout(silent);
      clearTimeout(whole);
    };
    const fail = (error: unknown): void => {
      end();
      const isTold = error instanceof AppError || (error instanceof Error && isAbort(error));
      reject(isTold ? error : new AppError('scanner.io-failed', {}, { cause: error }));
    };
    const headers = { host, connection: 'close', ...(body ? { 'content-type': 'text/xml', 'content-length': String(body.length) } : {}) };
    const sent = request({ method, path, headers, createConnection: () => socket, ...(signal ? { signal } : {}) }, response => {
      readBody(response, asked, () => silent.refresh()).then(answer => {
        end();
        resolve(answer);
      }, fail);
    });
    sent.once('error', fail);
    sent.end(body);
  });
}

async function readBody(response: IncomingMessage, asked: EsclRequest, heard: () => void): Promise<EsclAnswer> {
  const { statusCode: status = 0, headers } = response;
  const body = await collect(response, asked, heard);
  const retryAfterMs = positive(headers['retry-after']);
  return {
    status,
    location: headers.location ?? '',
    retryAfterMs: retryAfterMs === undefined ? undefined : retryAfterMs * 1000,
    contentType: headers['content-type'] ?? '',
    body,
  };
}

const positive = (text: string | undefined): number | undefined => {
  const number = Number(text);
  return number > 0 && Number.isFinite(number) ? number : undefined;
};

async function collect(response: IncomingMessage, { limitBytes, onBytes }: EsclRequest, heard: () => void): Promise<Buffer> {
  const expected = positive(response.headers['content-length']);
  if (expected !== undefined && expected > limitBytes) tooLong(response);
  const parts: Buffer[] = [];
  let received = 0;
  try {
    for await (const part of response) {
      const bytes = Buffer.from(part as Uint8Array); // `as`: a response without an encoding gives Buffers
      received += bytes.length;
      if (received > limitBytes) tooLong(response);
      parts.push(bytes);
      heard();
      if (response.statusCode === 200) onBytes?.(received, expected);
    }
  } catch (error) {
    // Cut off in the middle: what came is no page.
    if (isAbort(error) || error instanceof AppError) throw error;
    throw new AppError('scanner.page-incomplete', {}, { cause: error });
  }
  return Buffer.concat(parts, received);
}

function tooLong(response: IncomingMessage): never {
  response.destroy();
  throw new AppError('scanner.not-understood', { answer: 'Content-Length' });
}
