import { once } from 'node:events';
import { connect, type TLSSocket } from 'node:tls';
import { Agent, fetch } from 'undici';
import { createClient, type Client } from '../../src-shared/contract/operation.ts';
import { apiPath, serverApi, type ServerApi } from '../../src-shared/contract/server-api.ts';
import type { ListeningServer } from './tls-server.ts';

export type Shown = { readonly key: string; readonly cert: string };

/** Calls over real TLS, with a certificate or without. */
export type TerminalLine = {
  readonly call: (token: string | null) => Client<ServerApi>;
  /** Status and body of any request. */
  readonly request: (path: string, init?: { readonly method?: string; readonly headers?: Record<string, string>; readonly body?: string | Buffer }) => Promise<{ status: number; text: string; headers: Headers }>;
  readonly close: () => Promise<void>;
};

export function openLine({ serverUrl, caCertificatePem: ca }: Pick<ListeningServer, 'serverUrl' | 'caCertificatePem'>, shown?: Shown): TerminalLine {
  const agent = new Agent({ connect: { ca, ...(shown ? { key: shown.key, cert: shown.cert } : {}) } });
  const request: TerminalLine['request'] = async (path, init = {}) => {
    const response = await fetch(serverUrl + path, { ...init, dispatcher: agent });
    return { status: response.status, text: await response.text(), headers: new Headers([...response.headers]) };
  };
  return {
    request,
    call: token =>
      createClient(serverApi, async (name, input): Promise<unknown> => {
        const headers = { 'content-type': 'application/json', ...(token === null ? {} : { authorization: `Bearer ${token}` }) };
        return JSON.parse((await request(apiPath(name), { method: 'POST', headers, body: JSON.stringify(input) })).text);
      }),
    close: () => agent.destroy(),
  };
}

/** A bare TLS connection, for what no HTTP client would send. */
export async function openSocket({ serverUrl, caCertificatePem: ca }: Pick<ListeningServer, 'serverUrl' | 'caCertificatePem'>, shown?: Shown): Promise<TLSSocket> {
  const socket = connect({ host: '127.0.0.1', port: Number(new URL(serverUrl).port), servername: 'localhost', ca, minVersion: 'TLSv1.3', ...(shown ? { key: shown.key, cert: shown.cert } : {}) });
  await once(socket, 'secureConnect');
  socket.on('error', () => undefined);
  return socket;
}

/** What comes back until the other side closes, or `patienceMs` pass; `isClosed` tells which. */
export function readToEnd(socket: TLSSocket, patienceMs = 3_000): Promise<{ readonly text: string; readonly isClosed: boolean }> {
  return new Promise(resolve => {
    let text = '';
    const giveUp = setTimeout(() => { resolve({ text, isClosed: false }); }, patienceMs);
    socket.on('data', (chunk: Buffer) => { text += chunk.toString('latin1'); });
    socket.once('close', () => {
      clearTimeout(giveUp);
      resolve({ text, isClosed: true });
    });
  });
}
