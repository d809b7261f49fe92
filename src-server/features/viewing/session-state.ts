import type { ViewSessionState } from '#shared/domain/viewing';

export type SessionTimes = { readonly endsAt: Date; readonly closedAt: Date | null; readonly closeReason: string | null };

/** The state that holds now; the end comes by the server's clock, whether or not anybody has written it down. */
export function sessionStateAt({ endsAt, closedAt, closeReason }: SessionTimes, now: Date): ViewSessionState {
  if (closedAt === null) return endsAt <= now ? 'expired' : 'open';
  return closeReason === 'withdrawn' || closeReason === 'expired' ? closeReason : 'closed';
}

export function secondsLeft({ endsAt, closedAt }: SessionTimes, now: Date): number {
  return closedAt === null ? Math.max(0, Math.ceil((endsAt.getTime() - now.getTime()) / 1000)) : 0;
}
