import { printPath } from '#shared/contract/server-paths';
import { PageId, PrintJobId, ViewSessionId } from '#shared/domain/ids';
import { mostCopyBytes } from '#shared/domain/printing';
import { PageSize } from '#shared/domain/viewing';
import { AppError } from '#shared/errors/app-error';
import { z } from 'zod';
import type { CommonServices } from '../../app/services.ts';
import type { ServeHandler, ServeRequest, ServeResponse } from '../../host/app-host.ts';
import type { OfflineReadings } from './offline-readings.ts';
import { readPage } from './read-page.ts';

export const pageLimitBytes = 40 * 1024 * 1024;

/** What a page of a personnel file may leave behind in a browser: nothing. */
const headers = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', 'cross-origin-resource-policy': 'same-origin' } as const;

/** Who answers the addresses that begin with a name; undefined for one that is none of them. */
export type PageRoutes = Readonly<Record<string, (parts: readonly string[], request: ServeRequest) => Promise<ServeResponse> | undefined>>;

/** Answers the addresses of `windowPaths` that an edition has, for the person who is signed in and not locked; null for any other address. */
export function createPageServer({ session, reportBug }: CommonServices, routes: PageRoutes): ServeHandler {
  const answer = async (request: ServeRequest): Promise<ServeResponse | null> => {
    const parts = request.path.split('/').slice(1);
    const [first = ''] = parts;
    const route = Object.hasOwn(routes, first) ? routes[first] : undefined;
    if (!route) return null;
    session.requireUnlocked();
    if (request.method !== 'GET') return refuse(405);
    return (await route(parts, request)) ?? refuse(404);
  };
  return async request => {
    try {
      return await answer(request);
    } catch (error) {
      if (error instanceof AppError) return refuse(error.status);
      reportBug(error);
      return refuse(500);
    }
  };
}

const PagePath = z.tuple([z.literal('pages'), ViewSessionId, PageId]);
const PrintPath = z.tuple([z.literal('prints'), z.string().regex(/\.pdf$/).transform(name => name.slice(0, -4)).pipe(PrintJobId)]);

/** Pages and prints of a reading. */
export function readingRoutes(services: CommonServices, offline: OfflineReadings): PageRoutes {
  return {
    pages: (parts, request) => {
      const page = PagePath.safeParse(parts).data;
      return page && readPage(services, offline, { viewSessionId: page[1], pageId: page[2], size: sizeOf(request) }).then(picture);
    },
    prints: parts => {
      const print = PrintPath.safeParse(parts).data;
      return print && relay(services, printPath(print[1]), { type: 'application/pdf', limitBytes: mostCopyBytes });
    },
  };
}

export const sizeOf = ({ query }: ServeRequest): PageSize => PageSize.catch('half').parse(query.get('size'));

export function refuse(status: number): ServeResponse {
  return { status, headers, body: new Uint8Array() };
}

export const picture = (body: Uint8Array): ServeResponse => ({ status: 200, headers: { ...headers, 'content-type': 'image/jpeg' }, body });

/** The type is ours to say, not the answer's: a picture stays a picture whatever came. */
export async function relay({ server }: CommonServices, path: string, { type, limitBytes }: { readonly type: string; readonly limitBytes: number }): Promise<ServeResponse> {
  const { bytes } = await server.getBytes(path, limitBytes);
  return { status: 200, headers: { ...headers, 'content-type': type }, body: bytes };
}
