import { AsyncLocalStorage } from 'node:async_hooks';

const acting = new AsyncLocalStorage<string>();

/** Everything that `work` asks the database is asked in the name of this account; null is somebody who has not signed in. */
export function actingAs<Result>(accountId: string | null, work: () => Promise<Result>): Promise<Result> {
  return acting.run(accountId ?? nobody, work);
}

const nobody = '';
/** The data centre itself: sign-in, sweeping, migrations. */
export const itself = 'system';

/** What PostgreSQL is told before each use of a connection; its row security asks for it. */
export function nameActingAccount(): string {
  return acting.getStore() ?? itself;
}
