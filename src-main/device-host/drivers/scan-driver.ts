import type { Scanner, ScannerCapabilities, ScanSettings } from '#shared/domain/scanning';

/** One side of a sheet: whole rows of 8-bit samples, without padding. */
export type RawPage = {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly channels: 1 | 3;
  /** What the device really scanned with. */
  readonly dpi: number;
  readonly data: Buffer;
};

export type ScanRequest = {
  readonly scannerId: string;
  readonly settings: ScanSettings;
  /** Called while bytes arrive, with the fraction of the present side, 0 to 1. */
  readonly onProgress: (fraction: number) => void;
  /** Called when the device is set up, before its first sheet moves: how many sides a sheet has, and whether paper moves at all. */
  readonly onPrepared: (kind: 'flatbed' | 'feeder' | 'duplex') => void;
};

/**
 * A kind of scanner. `scan` ends by itself when the feeder is empty, and with an AbortError when it is cancelled, here or
 * at the device; a page that was under way is dropped, never handed on in part.
 */
export type ScanDriver = {
  listScanners(): Promise<readonly Scanner[]>;
  describe(scannerId: string): Promise<ScannerCapabilities>;
  scan(request: ScanRequest, signal: AbortSignal): AsyncIterable<RawPage>;
  /**
   * Closes the device of the last scan. That takes seconds with some devices, for ever with others, and kills the process with a third kind:
   * it is asked for when what came of the scan has been told. A driver that holds nothing open has none of this.
   */
  release?(): Promise<void>;
};
