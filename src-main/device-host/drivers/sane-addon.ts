import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

/** The face of native/devices. Calls reject with an Error that carries `status`: see native/devices/core/result.h. */
export type SaneAddon = {
  listDevices(): Promise<readonly SaneDevice[]>;
  openScanner(name: string): Promise<SaneScanner>;
};

export type SaneDevice = { readonly name: string; readonly vendor: string; readonly model: string; readonly type: string };

export type SaneOption = {
  readonly index: number;
  readonly name: string;
  readonly title: string;
  readonly type: 'bool' | 'int' | 'fixed' | 'string' | 'button' | 'group';
  readonly unit: 'none' | 'pixel' | 'bit' | 'mm' | 'dpi' | 'percent' | 'microsecond';
  readonly isActive: boolean;
  readonly isSettable: boolean;
  readonly range: { readonly min: number; readonly max: number; readonly quant: number } | null;
  /** Allowed values; empty when the device gives no such list. */
  readonly numbers: readonly number[];
  readonly strings: readonly string[];
  readonly value: boolean | number | string | readonly number[] | null;
};

export type SaneSetOutcome = { readonly value: SaneOption['value']; readonly isInexact: boolean; readonly reloadsOptions: boolean };

export type SaneFrame = {
  readonly format: 'gray' | 'rgb' | 'red' | 'green' | 'blue';
  readonly isLast: boolean;
  readonly widthPx: number;
  /** -1 when only the end of the frame tells. */
  readonly lines: number;
  readonly channels: 1 | 3;
};

/** Rows; or, of a frame that says how many lines it has, how many bytes have come, and then all its rows at once. Null is the end. */
export type SaneRows = Buffer | number | null;

/** After `start`, `read` until it gives null. `cancel` returns at once and is final; `close` is safe at any moment. */
export type SaneScanner = {
  options(): Promise<readonly SaneOption[]>;
  set(index: number, value: boolean | number | string): Promise<SaneSetOutcome>;
  start(): Promise<SaneFrame>;
  read(): Promise<SaneRows>;
  cancel(): void;
  close(): Promise<void>;
};

/** This file runs as source in src-main/device-host/drivers and as a bundle in dist/main. */
const buildFolder = import.meta.url.endsWith('.ts') ? '../../../build' : '../../build';

export function loadSaneAddon(): SaneAddon {
  const path = fileURLToPath(new URL(`${buildFolder}/native/devices.node`, import.meta.url));
  // `as`: the addon's types are written above; require() of a .node file gives any.
  return createRequire(import.meta.url)(path) as SaneAddon;
}
