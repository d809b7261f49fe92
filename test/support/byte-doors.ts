import { pagePath, printPath } from '../../src-shared/contract/server-api.ts';
import type { PageId, PrintJobId, ViewSessionId } from '../../src-shared/domain/ids.ts';
import type { PageSize } from '../../src-shared/domain/viewing.ts';
import type { TestServer } from './server.ts';

export type Answer = { readonly status: number; readonly code: string; readonly body: string };

type AskedPage = { readonly sessionId: ViewSessionId; readonly pageId: PageId; readonly size?: PageSize };
type ByteDoors = { readonly page: (token: string, asked: AskedPage) => Promise<Answer>; readonly print: (token: string, id: PrintJobId) => Promise<Answer> };

/** What comes back through the doors that carry bytes, as the terminal of the token's owner asks for it. */
export function byteDoors(server: TestServer): ByteDoors {
  const get = async (url: string, token: string): Promise<Answer> => {
    const reply = await server.app.inject({ method: 'GET', url, headers: { authorization: `Bearer ${token}` } });
    const isJson = String(reply.headers['content-type']).startsWith('application/json');
    return { status: reply.statusCode, code: isJson ? reply.json<{ error: { code: string } }>().error.code : '', body: isJson ? reply.body : '' };
  };
  return {
    page: (token, { sessionId, pageId, size = 'thumb' }) => get(`${pagePath(sessionId, pageId)}?size=${size}`, token),
    print: (token, id) => get(printPath(id), token),
  };
}
