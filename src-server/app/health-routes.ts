import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import type { Services } from './services.ts';

/** `/health/live`: the process answers. `/health/ready`, `/health`: database and page store do too; 503 when one does not. */
export function addHealthRoutes(app: FastifyInstance, { db, pages }: Services): void {
  const config = { session: 'none', operation: 'health' } as const;
  app.get('/health/live', { config }, () => ({ live: true }));
  for (const path of ['/health', '/health/ready']) {
    app.get(path, { config }, async (_request, reply) => {
      const [database, store] = await Promise.all([answers(() => sql`select 1`.execute(db)), answers(() => pages.ping())]);
      return reply.code(database && store ? 200 : 503).send({ live: true, database, store });
    });
  }
}

const patienceMs = 3_000;

function answers(ask: () => Promise<unknown>): Promise<boolean> {
  const late = new Promise<boolean>(resolve => setTimeout(() => { resolve(false); }, patienceMs).unref());
  return Promise.race([ask().then(() => true, () => false), late]);
}
