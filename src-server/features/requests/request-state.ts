import type { RequestState } from '#shared/domain/view-request';

export type GrantTimes = { readonly state: RequestState; readonly endsAt: Date | null; readonly lapsesAt: Date | null };

/** The state that holds now. A grant runs out without anybody writing it down; the row follows when somebody looks. */
export function stateAt({ state, endsAt, lapsesAt }: GrantTimes, now: Date): RequestState {
  const until = endsAt ?? lapsesAt;
  return state === 'granted' && until !== null && until <= now ? 'finished' : state;
}
