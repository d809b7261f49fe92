import type { ServeHandler, ServeResponse } from '../app-host.ts';
import { windowOrigin } from '../app-host.ts';
import type { HostLog } from './host-log.ts';
import type { PipeClient } from './pipe-client.ts';
import { listen, type ProtocolEvents } from './protocol.ts';

type PausedRequest = ProtocolEvents['Fetch.requestPaused'];

/** A page of a file is some hundred kilobytes, a print some megabytes. */
const maxBodyBytes = 256 * 1024 * 1024;

/** Every request of every page, frame and worker ends here: answered by the handler or blocked. None reaches a network. */
export function answerRequests(pipe: PipeClient, serve: ServeHandler, log: HostLog): void {
  listen(pipe, 'Fetch.requestPaused', (paused, sessionId) => {
    void answer(paused).catch((error: unknown) => {
      // The page went away meanwhile, or the handler has a bug; a request left open would keep the page waiting.
      log({ level: 'warn', event: 'request-failed', detail: { type: paused.resourceType, error: error instanceof Error ? error.name : 'unknown' } });
      void pipe.send('Fetch.failRequest', { requestId: paused.requestId, errorReason: 'Failed' }, sessionId);
    });

    async function answer(request: PausedRequest): Promise<void> {
      const own = ownAddress(request.request.url);
      const response = own ? await serve({ path: own.pathname, query: own.searchParams, method: request.request.method }) : null;
      if (response && response.body.length <= maxBodyBytes) await fulfil(pipe, { requestId: request.requestId, sessionId }, response);
      else await block(request);
    }

    async function block(request: PausedRequest): Promise<void> {
      log({ level: 'warn', event: 'request-blocked', detail: { type: request.resourceType } });
      // "No content" lets the page stay where it is; a failure would put an error page in its place.
      if (request.resourceType === 'Document') await pipe.send('Fetch.fulfillRequest', { requestId: request.requestId, responseCode: 204 }, sessionId);
      else await pipe.send('Fetch.failRequest', { requestId: request.requestId, errorReason: 'BlockedByClient' }, sessionId);
    }
  });
}

function ownAddress(address: string): URL | undefined {
  const url = URL.parse(address);
  // `blob:` addresses have our origin, too, but another scheme.
  return url?.protocol === 'https:' && url.origin === windowOrigin ? url : undefined;
}

async function fulfil(pipe: PipeClient, to: { readonly requestId: string; readonly sessionId: string }, response: ServeResponse): Promise<void> {
  const responseHeaders = Object.entries(response.headers).map(([name, value]) => ({ name, value }));
  await pipe.send('Fetch.fulfillRequest', { requestId: to.requestId, responseCode: response.status, responseHeaders, body: response.body }, to.sessionId);
}
