import type { DeviceEvents } from '#shared/contract/device-api';
import type { Emit } from '#shared/contract/operation';
import type { ScanStep } from '#shared/domain/scan-fault';

/** Where a step is counted: the scanner, and the side of the scan, from 1. */
export type StepPlace = { readonly scannerId: string; readonly side: number };

/** A step that is under way. `sign`: the device gave something. `end` once, with "good" or what went wrong. */
export type OpenStep = { readonly sign: () => void; readonly end: (status: string) => void };

/** Tells the parent what the driver is asked to do, before it is asked: whoever hangs or dies in it has been named. */
export type StepLog = {
  readonly begin: (step: ScanStep, place: StepPlace) => OpenStep;
  /** For the heartbeat. */
  readonly beat: () => { readonly step: ScanStep | null; readonly signs: number };
};

/** Steps follow one another; only "cancel" runs beside one, until that one ends. */
export function createStepLog(emit: Emit<DeviceEvents>, now: () => number = () => performance.now()): StepLog {
  const open: ScanStep[] = [];
  let signs = 0;
  return {
    // What was asked first is what the driver is at: later calls wait behind it, and a cancel is beside it.
    beat: () => ({ step: open[0] ?? null, signs }),
    begin: (step, { scannerId, side }) => {
      const beganAt = now();
      let lastSignAt = beganAt;
      let longestSilenceMs = 0;
      let isEnded = false;
      const tell = (status: string): void => {
        emit('scan.stepped', { scannerId, step, isEnded, side, ms: Math.round(now() - beganAt), longestSilenceMs: Math.round(longestSilenceMs), status });
      };
      const sign = (): void => {
        signs += 1;
        longestSilenceMs = Math.max(longestSilenceMs, now() - lastSignAt);
        lastSignAt = now();
      };
      open.push(step);
      signs += 1;
      tell('begun');
      return {
        sign,
        end: status => {
          if (isEnded) return;
          isEnded = true;
          open.splice(open.lastIndexOf(step), 1);
          sign();
          tell(status);
        },
      };
    },
  };
}
