import { session, type Session } from 'electron';
import { windowOrigin, type ServeHandler } from '../app-host.ts';

/** Nothing of it is kept on disk: a partition without `persist:` lives in memory. */
export const partition = 'danglian-window';

/**
 * The browser session of every window: requests of our own origin are answered by the handler, everything else is blocked;
 * no permission, no device, no download.
 */
export function prepareSession(serve: ServeHandler): Session {
  const windowSession = session.fromPartition(partition, { cache: false });
  windowSession.protocol.handle('https', (request) => answerRequest(request, serve));
  // Every scheme, web sockets as well, before any handler or network.
  windowSession.webRequest.onBeforeRequest((details, callback) => { callback({ cancel: !isOwnAddress(details.url) }); });
  windowSession.setPermissionRequestHandler((_contents, _permission, callback) => { callback(false); });
  windowSession.setPermissionCheckHandler(() => false);
  windowSession.setDevicePermissionHandler(() => false);
  windowSession.on('will-download', (event) => { event.preventDefault(); });
  return windowSession;
}

async function answerRequest(request: Request, serve: ServeHandler): Promise<Response> {
  const url = URL.parse(request.url);
  if (url?.origin !== windowOrigin) return blocked();
  try {
    const response = await serve({ path: url.pathname, query: url.searchParams, method: request.method });
    if (!response) return blocked();
    // `as`: a Uint8Array of ours is never shared memory, which is all that the type of a body excludes.
    return new Response(response.body as Uint8Array<ArrayBuffer>, { status: response.status, headers: response.headers });
  } catch {
    return blocked();
  }
}

const blocked = (): Response => Response.error();

/** Our origin, and what a page makes itself. */
export function isOwnAddress(address: string): boolean {
  return address.startsWith(`${windowOrigin}/`) || /^(blob:https:\/\/app\.invalid\/|data:)/.test(address);
}
