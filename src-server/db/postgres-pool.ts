import type { PostgresPool, PostgresPoolClient } from 'kysely';
import pg from 'pg';
import { itself, nameActingAccount } from './acting-account.ts';
import { findKeptPlan } from './kept-plan.ts';

/**
 * Connections of node-postgres as Kysely wants them. Whoever takes one has it in his name: row security asks who is asking.
 * Statements are sent one behind the other without waiting for answers, so to name the account costs no way to the database.
 * What the data centre asks itself, first of all who is calling, has connections of its own, up to as many again: those keep
 * their name, instead of changing it twice with each request.
 */
export function createPostgresPool(config: pg.PoolConfig): PostgresPool {
  const [own, lent] = [openPool(config), openPool(config)];
  const known = new WeakMap<pg.PoolClient, ActingClient>();
  const connect = async (): Promise<PostgresPoolClient> => {
    const account = nameActingAccount();
    const client = await (account === itself ? own : lent).connect();
    const acting = known.get(client) ?? createActingClient(client);
    known.set(client, acting);
    acting.actAs(account);
    return acting.client;
  };
  const end = async (): Promise<void> => {
    await Promise.all([own.end(), lent.end()]);
  };
  return { connect, end, options: own.options };
}

function openPool(config: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool({ ...config, pipeline: true });
  // A connection that breaks must not end the process: who uses it hears of it by his next question, and the pool opens another.
  pool.on('error', () => undefined);
  pool.on('connect', client => client.on('error', () => undefined));
  return pool;
}

type ActingClient = { readonly client: PostgresPoolClient; readonly actAs: (account: string) => void };

function createActingClient(client: pg.PoolClient): ActingClient {
  let told: string | undefined;
  let telling: Promise<unknown> | undefined;
  const planFor = createPlanSetting(client);
  const actAs = (account: string): void => {
    if (told === account) return;
    told = account;
    telling = client.query({ name: 'acting-account', text: "select set_config('danglian.account', $1, false)", values: [account] });
    telling.catch(() => { told = undefined; });
  };
  /** Nobody is given what was found in another's name: an answer counts when the name before it was taken. */
  const query = async (text: string, values: readonly unknown[]): Promise<pg.QueryResult> => {
    const name = findKeptPlan(text);
    const naming = telling;
    telling = undefined;
    planFor(text, name === undefined ? 'auto' : 'force_generic_plan');
    const answer = client.query({ text, values: [...values], ...(name === undefined ? {} : { name }) });
    return naming === undefined ? answer : (await Promise.all([answer, naming]))[0];
  };
  const release = (isBroken?: boolean): void => { client.release(isBroken); };
  // `as`: Kysely's client also takes cursors, which need a connection without pipelining and are not used here.
  return { client: { query, release } as unknown as PostgresPoolClient, actAs };
}

type PlanMode = 'auto' | 'force_generic_plan';

/**
 * A kept plan that reads a range seems dear to PostgreSQL in a large table, because it does not know how narrow the range will be; left to
 * itself it plans anew each time. Told only where the last statement wanted it otherwise. It changes no answer, so nobody waits for it.
 */
function createPlanSetting(client: pg.PoolClient): (text: string, mode: PlanMode) => void {
  let told: PlanMode | undefined = 'auto';
  return (text, mode) => {
    // What was set within a transaction is undone with it; and what only begins or ends one is not planned.
    if (transactionEnd.test(text)) told = undefined;
    if (told === mode || transactionWord.test(text)) return;
    told = mode;
    client.query({ name: 'plan-mode', text: "select set_config('plan_cache_mode', $1, false)", values: [mode] }).catch(() => { told = undefined; });
  };
}

const transactionEnd = /^rollback\b/i;
const transactionWord = /^(begin|start|commit|rollback|savepoint|release)\b/i;
