import type { AccountState } from '#shared/domain/administration';
import type { UnitId } from '#shared/domain/ids';

/** What the list of accounts was asked: kept while the administrator works elsewhere. */
export type AccountQuestion = { readonly query: string; readonly unitId: UnitId | null; readonly state: AccountState | null; readonly page: number };

export const openQuestion: AccountQuestion = { query: '', unitId: null, state: null, page: 1 };

/** Anything but leafing starts again at the first page. */
export function narrow(question: AccountQuestion, change: Partial<Omit<AccountQuestion, 'page'>>): AccountQuestion {
  return { ...question, ...change, page: 1 };
}

export const isAsking = ({ query, unitId, state }: AccountQuestion): boolean => query.trim() !== '' || unitId !== null || state !== null;
