import { uptime } from 'node:os';

/** `bootMs` runs on while the machine sleeps and cannot be set; `wallMs` can be set by whoever owns the machine. */
export type Clocks = { readonly bootMs: () => number; readonly wallMs: () => number };
export type Moment = { readonly bootMs: number; readonly wallMs: number };

export const machineClocks: Clocks = { bootMs: () => uptime() * 1000, wallMs: () => Date.now() };

export const momentOf = ({ bootMs, wallMs }: Clocks): Moment => ({ bootMs: bootMs(), wallMs: wallMs() });

/** Time servers turn a clock back by less than this. */
const toleratedMs = 5_000;

export const elapsedMs = (clocks: Clocks, since: Moment): number => clocks.bootMs() - since.bootMs;

/** The wall clock has gone less far than time has: somebody set it back. */
export function wasSetBack(clocks: Clocks, since: Moment): boolean {
  return clocks.wallMs() - since.wallMs < elapsedMs(clocks, since) - toleratedMs;
}
