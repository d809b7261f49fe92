import { Agent, request } from 'undici';
import { AppError } from '#shared/errors/app-error';
import { translateNetworkError } from './network-errors.ts';
import { keepPerCertificate, type CredentialSource, type ServerAddress } from './server-address.ts';
import type { TakeBytes, Transport, TransportRequest, TransportResponse } from './transport.ts';

const connectTimeoutMs = 4_000;
const maxConnections = 12;

/**
 * A pool of TLS 1.3 connections that trusts the given authority and no other: the system's roots do not count. With a new
 * certificate begins a new pool; what is under way in the old one comes to its end.
 */
export function openConnections({ serverUrl, caCertificatePem, credentials }: ServerAddress): Transport {
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
