import type { Scanner } from '#shared/domain/scanning';
import type { Paper } from './leaf-count.ts';

/** Troubles that pass without anybody's hands, how often in a row they are borne, and the pause before each new attempt. */
const passing: Readonly<Record<string, { readonly times: number; readonly pauseMs: number }>> = {
  'device-host.crashed': { times: 3, pauseMs: 0 },
  'scanner.not-responding': { times: 3, pauseMs: 0 },
  'scanner.io-failed': { times: 3, pauseMs: 500 },
  'scanner.page-incomplete': { times: 2, pauseMs: 500 },
  // Another program lets go, or the device has not noticed yet that we did.
  'scanner.busy': { times: 4, pauseMs: 1_000 },
  // Pulled out and plugged in again.
  'scanner.not-found': { times: 10, pauseMs: 1_000 },
};

/** `again`: by itself. `give-up`: a person has to do something first. `fail`: nothing has happened yet that could be gone on with. */
export type Course = { readonly kind: 'again'; readonly pauseMs: number } | { readonly kind: 'give-up' } | { readonly kind: 'fail' };

export type Trouble = {
  readonly code: string;
  readonly paper: Paper;
  /** Attempts in a row that ended without a page. */
  readonly failures: number;
  readonly hasBegun: boolean;
};

/** Before anything has begun it is looked for once under another address, and no longer. */
const neverFound = { times: 2, pauseMs: 0 };

/** Paper that was under way lies nobody knows where: feeding on by itself would lose that sheet from the middle. */
export function decideCourse({ code, paper, failures, hasBegun }: Trouble): Course {
  const bearing = code === 'scanner.not-found' && !hasBegun ? neverFound : passing[code];
  if (paper.putBackCount === 0 && bearing && failures < bearing.times) return { kind: 'again', pauseMs: bearing.pauseMs };
  return hasBegun ? { kind: 'give-up' } : { kind: 'fail' };
}

function backendOf({ id }: Scanner): string {
  return id.slice(0, id.indexOf(':'));
}

/**
 * A device that was plugged in again has another address (libusb:001:004 became libusb:001:007). It is the same when its backend,
 * vendor and model are the same and it is the only one that was not there before.
 */
export function findAgain(lost: Scanner, before: readonly Scanner[], now: readonly Scanner[]): Scanner | undefined {
  const same = now.find(({ id }) => id === lost.id);
  if (same) return same;
  const others = before.filter(({ id }) => id !== lost.id).map(({ id }) => id);
  const alike = now.filter(
    each => backendOf(each) === backendOf(lost) && each.vendor === lost.vendor && each.model === lost.model && !others.includes(each.id),
  );
  return alike.length === 1 ? alike[0] : undefined;
}
