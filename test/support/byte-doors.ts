import { pagePath, printPath } from '../../src-shared/contract/server-api.ts';
import type { PageId, PrintJobId, ViewSessionId } from '../../src-shared/domain/ids.ts';
import type { PageSize } from '../../src-shared/domain/viewing.ts';
import type { TestServer } from './server.ts';

export type Answer = { readonly status: number; readonly code: string; readonly body: string };

/** What comes back through the doors that carry bytes, as the terminal of the token's owner asks for it. */
export const byteDoors = (server: TestServer) => {
  const get = async (url: string, token: string): Promise<Answer> => {
    const reply = await server.app.inject({ method: 'GET', url, headers: { authorization: `Bearer ${token}` } });
    const isJson = String(reply.headers['content-type']).startsWith('application/json');
    return { status: reply.statusCode, code: isJson ? reply.json<{ error: { code: string } }>().error.code : '', body: isJson ? reply.body : '' };
  };
  return {
    page: (token: string, sessionId: ViewSessionId, pageId: PageId, size: PageSize = 'thumb') => get(`${pagePath(sessionId, pageId)}?size=${size}`, token),
    print: (token: string, id: PrintJobId) => get(printPath(id), token),
  };
};
