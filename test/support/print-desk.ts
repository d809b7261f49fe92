import { printPath } from '../../src-shared/contract/server-api.ts';
import type { PrintJobId } from '../../src-shared/domain/ids.ts';
import type { PrintJob } from '../../src-shared/domain/printing.ts';
import type { ViewSession } from '../../src-shared/domain/viewing.ts';
import { aGrant, aKey, type Office } from './office.ts';
import type { TestServer } from './server.ts';

type Place = { readonly server: TestServer; readonly office: Office };
type Fetched = { readonly status: number; readonly headers: Readonly<Record<string, unknown>>; readonly bytes: Buffer };

/** What a reader does with copies that were granted him in this office; the place is asked for with each act, because tests make it after they are told. */
export function printDesk(place: () => Place): {
  /** A reading under a new grant. */
  readonly open: () => Promise<ViewSession>;
  /** All pages of its first material, once, unless told otherwise. */
  readonly prepare: (session: ViewSession, overrides?: object, token?: string) => Promise<PrintJob>;
  readonly fetchPdf: (id: PrintJobId, token?: string) => Promise<Fetched>;
} {
  const tokenOfReader = (): string => place().office.reader.token;
  return {
    open: async () => {
      const { server, office } = place();
      return server.call(office.reader.token, 'viewing.open', { requestId: await aGrant(server, office) });
    },
    prepare: (session, overrides = {}, token = tokenOfReader()) => {
      const pageIds = session.materials[0]!.pages.map(({ id }) => id);
      return place().server.call(token, 'printing.prepare', { viewSessionId: session.id, pageIds, copies: 1, idempotencyKey: aKey(), ...overrides });
    },
    fetchPdf: async (id, token = tokenOfReader()) => {
      const reply = await place().server.app.inject({ method: 'GET', url: printPath(id), headers: { authorization: `Bearer ${token}` } });
      return { status: reply.statusCode, headers: reply.headers, bytes: reply.rawPayload };
    },
  };
}
