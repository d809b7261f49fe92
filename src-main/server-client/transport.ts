import { Agent, request } from 'undici';
import { AppError } from '#shared/errors/app-error';
import { translateNetworkError } from './network-errors.ts';

export type TransportRequest = {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly token: string | null;
  readonly json?: unknown;
  readonly timeoutMs: number;
  /** How long nothing may arrive; `timeoutMs` where it is left out. */
  readonly silenceMs?: number;
  /** The answer is refused with `input.too-large` as soon as it grows beyond this. */
  readonly limitBytes: number;
};
export type TransportResponse = { readonly status: number; readonly contentType: string; readonly bytes: Buffer<ArrayBuffer> };

export type Transport = {
  /** Throws `server.unreachable`, `server.untrusted` or `operation.timed-out`; any answer at all is returned. */
  readonly send: (request: TransportRequest) => Promise<TransportResponse>;
  /** The same, handing over the body of a 200 as it arrives; the answer then has no bytes left. */
  readonly receive: (request: TransportRequest, take: TakeBytes) => Promise<TransportResponse>;
  readonly close: () => Promise<void>;
};

export type TakeBytes = (bytes: Buffer) => Promise<void>;

/** Key and certificate of this terminal, in PEM; null while it is not enrolled. */
export type CredentialSource = () => { readonly key: string; readonly cert: string } | null;

export type ServerAddress = { readonly serverUrl: string; readonly caCertificatePem: string; readonly credentials: CredentialSource };

const connectTimeoutMs = 4_000;
const maxConnections = 12;

/**
 * A pool of TLS 1.3 connections that trusts the given authority and no other: the system's roots do not count. With a new
 * certificate begins a new pool; what is under way in the old one comes to its end.
 */
export function createTransport({ serverUrl, caCertificatePem, credentials }: ServerAddress): Transport {
  const open = (shown: ReturnType<CredentialSource>): Agent =>
    new Agent({
      connect: { ca: caCertificatePem, minVersion: 'TLSv1.3', timeout: connectTimeoutMs, ...shown },
      connections: maxConnections,
      allowH2: false,
      keepAliveTimeout: 20_000,
    });
  const agents = new Set<Agent>();
  const current = keepPerCertificate(credentials, {
    open: shown => {
      const agent = open(shown);
      agents.add(agent);
      return agent;
    },
    retire: agent => {
      void agent.close().catch(() => undefined).finally(() => agents.delete(agent));
    },
  });
  const send = async (input: TransportRequest, take?: TakeBytes): Promise<TransportResponse> => {
    try {
      return await exchange(current(), new URL(input.path, serverUrl), { silenceMs: input.timeoutMs, ...input, take });
    } catch (error) {
      throw translateNetworkError(error);
    }
  };
  return {
    send: input => send(input),
    receive: send,
    close: async () => {
      // Not `close`: that would wait for answers that may never come.
      await Promise.all([...agents].map(agent => agent.destroy()));
    },
  };
}

type Pool<Thing> = { readonly open: (shown: ReturnType<CredentialSource>) => Thing; readonly retire: (thing: Thing) => void };

/** The thing made for the certificate that is shown now; another one replaces it when that changes. */
export function keepPerCertificate<Thing>(credentials: CredentialSource, { open, retire }: Pool<Thing>): () => Thing {
  let kept: { readonly certificate: string | undefined; readonly thing: Thing } | undefined;
  return () => {
    const shown = credentials();
    if (kept && kept.certificate === shown?.cert) return kept.thing;
    if (kept) retire(kept.thing);
    kept = { certificate: shown?.cert, thing: open(shown) };
    return kept.thing;
  };
}

async function exchange(agent: Agent, url: URL, input: TransportRequest & { readonly silenceMs: number; readonly take: TakeBytes | undefined }): Promise<TransportResponse> {
  const { statusCode, headers, body } = await request(url, {
    dispatcher: agent,
    method: input.method,
    headers: {
      ...(input.token === null ? {} : { authorization: `Bearer ${input.token}` }),
      ...(input.json === undefined ? {} : { 'content-type': 'application/json' }),
    },
    body: input.json === undefined ? null : JSON.stringify(input.json),
    signal: AbortSignal.timeout(input.timeoutMs),
    headersTimeout: input.silenceMs,
    bodyTimeout: input.silenceMs,
  });
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) { // `as`: an undici body without encoding gives Buffers
    size += chunk.length;
    // Leaving the loop destroys the body and with it the connection.
    if (size > input.limitBytes) throw new AppError('input.too-large');
    if (input.take && statusCode === 200) await input.take(chunk);
    else chunks.push(chunk);
  }
  return { status: statusCode, contentType: String(headers['content-type'] ?? ''), bytes: Buffer.concat(chunks) };
}
