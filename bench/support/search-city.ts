import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CamelCasePlugin, Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { Agent } from 'undici';
import { apiPath } from '../../src-shared/contract/server-api.ts';
import { openDatabase, plannerOptions } from '../../src-server/db/open-database.ts';
import type { Schema } from '../../src-server/db/schema.ts';
import { searchPersons, type RosterQuery } from '../../src-server/features/people/person-search.ts';
import { aUnit, anAccount, testPassword } from '../../test/support/builders.ts';
import { startDataCentre } from '../../test/support/data-centre.ts';
import type { Workplace } from '../../src-server/features/demo/index.ts';
import { copyRoster } from './copy-roster.ts';

export type Statement = { readonly text: string; readonly values: readonly unknown[] };

export type SearchCity = {
  readonly persons: number;
  readonly workplaces: readonly Workplace[];
  /** Through the data centre: TLS, session, authority, contract, SQL. Two readers by turns, as the next question is rarely of the same person. */
  askApi(query: RosterQuery): Promise<{ readonly total: number }>;
  /** The same way there and back without the search: a page so far behind that there is nothing to ask for. */
  askNothing(): Promise<unknown>;
  /** The statement that the product sends for this query. */
  compile(query: RosterQuery): Promise<Statement>;
  /** The statement alone, on a connection of its own to the same database, under the product's options of the planner. */
  askDatabase(statement: Statement): Promise<unknown>;
  /** The same with its plan kept on that connection, as the product keeps it. */
  askPlanned(statement: Statement): Promise<unknown>;
  close(): Promise<void>;
};

/** A bigger city has more units, not bigger ones. */
const personsPerUnit = 250;

/** A data centre in a process of its own on a filled PostgreSQL, with a reader signed in. */
export async function openSearchCity(databaseUrl: string, { persons, seed }: { readonly persons: number; readonly seed: number }): Promise<SearchCity> {
  const database = await openDatabase({ kind: 'postgres', url: databaseUrl });
  const keeper = await aUnit(database.db, { name: '档案中心' });
  const units = Array.from({ length: Math.ceil(persons / personsPerUnit) }, (_, position) => ({ id: randomUUID(), name: `单位${String(position)}`, isCustodian: false, parentId: keeper.id, level: 'city' as const, position })); // `as`: a literal of the union
  await database.db.insertInto('units').values(units).execute();
  // Officers of units: what custodial units with thousands of units below pay for each request is not search.
  const readers = [await anAccount(database.db, { unitId: units[0]?.id ?? keeper.id }), await anAccount(database.db, { unitId: units[1]?.id ?? keeper.id })];
  await database.close();
  const workplaces = units.map(({ id }) => ({ unitId: id, managingUnitId: keeper.id }));
  await copyRoster(databaseUrl, { seed, persons, workplaces });

  const dataDirectory = await mkdtemp(join(tmpdir(), 'danglian-bench-'));
  const server = await startDataCentre({ dataDirectory, databaseUrl });
  const tokens: string[] = [];
  for (const { loginName } of readers) tokens.push((await server.call(null, 'session.signIn', { loginName, password: testPassword })).token);
  const agent = new Agent({ connect: { ca: server.ca, ...(await server.credentials()) }, pipelining: 1 });
  const client = new pg.Client({ connectionString: databaseUrl, options: plannerOptions });
  await client.connect();
  const compiler = createCompiler(databaseUrl);
  const { origin } = new URL(server.url);
  let asked = 0;
  const askApi = async (query: RosterQuery): Promise<{ readonly total: number }> => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${tokens[asked++ % tokens.length] ?? ''}` };
    const { body } = await agent.request({ origin, path: apiPath('people.search'), method: 'POST', headers, body: JSON.stringify(query) });
    const reply = (await body.json()) as { ok: boolean; value: { total: number } }; // `as`: checked by `ok`
    if (!reply.ok) throw new Error(`the data centre refused: ${JSON.stringify(reply)}`);
    return reply.value;
  };
  return {
    persons,
    workplaces,
    askApi,
    askNothing: () => askApi({ query: '', unitId: null, status: null, hasVolume: null, page: 500 }),
    compile: query => compiler.compile(query),
    askDatabase: ({ text, values }) => client.query(text, [...values]),
    askPlanned: ({ text, values }) => client.query({ name: createHash('sha256').update(text).digest('base64url'), text, values: [...values] }),
    close: async () => {
      await agent.destroy();
      await server.end('SIGTERM');
      await client.end();
      await compiler.close();
      await rm(dataDirectory, { recursive: true, force: true });
    },
  };
}

/** Asks the product's own function once and keeps what it sent. */
function createCompiler(databaseUrl: string): { readonly compile: (query: RosterQuery) => Promise<Statement>; readonly close: () => Promise<void> } {
  let last: Statement = { text: '', values: [] };
  const db = new Kysely<Schema>({
    dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: databaseUrl, max: 1 }) }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
    log: event => { last = { text: event.query.sql, values: event.query.parameters }; },
  });
  return {
    compile: async query => {
      await searchPersons(db, query);
      return last;
    },
    close: () => db.destroy(),
  };
}
