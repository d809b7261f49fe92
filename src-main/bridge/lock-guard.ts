import type { DesktopApi } from '#shared/contract/desktop-api';
import { AppError } from '#shared/errors/app-error';

/** All that answers while the screen is locked. */
const openWhileLocked: ReadonlySet<string> = new Set<keyof DesktopApi>([
  'terminal.get',
  'session.get',
  'enrolment.get',
  'session.lock',
  'session.unlock',
  'session.unlockWithKey',
  'keys.present',
  'session.signOut',
]);

/** Refuses everything else with `session.locked`; in this one place for every operation there will ever be. */
export function guardLocked<Handled extends object>(handlers: Handled, isLocked: () => boolean): Handled {
  const guarded = Object.entries(handlers).map(([name, handle]) => {
    // `as`: whichever handler it is, it is called with what its own schema has parsed.
    const call = handle as (input: unknown, context: unknown) => Promise<unknown>;
    const guard = async (input: unknown, context: unknown): Promise<unknown> => {
      if (isLocked() && !openWhileLocked.has(name)) throw new AppError('session.locked');
      return call(input, context);
    };
    return [name, guard] as const;
  });
  return Object.fromEntries(guarded) as Handled; // `as`: the same names with the same types
}
