import type { FolderFile, ScannerPlace, ScannerPlaceId, TakenFile } from '#shared/domain/scanner-place';
import type { Scanner, ScannerCapabilities, ScanSettings } from '#shared/domain/scanning';
import type { ErrorCode } from '#shared/errors/error-catalogue';

/** One side of a sheet: whole rows of 8-bit samples, without padding. */
export type RawPage = {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly channels: 1 | 3;
  /** What the device really scanned with. */
  readonly dpi: number;
  readonly data: Buffer;
};

/** A side that came as JPEG: its bytes are the original and stay as they came. */
export type JpegPage = { readonly jpeg: Buffer; readonly dpi: number };

export type ScannedPage = (RawPage | JpegPage) & {
  /** Of a watched folder: the file, up to which of its pages, and whether that was the last. */
  readonly from?: { readonly placeId: ScannerPlaceId; readonly file: FolderFile; readonly pages: number; readonly isWhole: boolean };
};

export type ScanRequest = {
  readonly scannerId: string;
  /** Where it is, when SANE does not know it. */
  readonly place: ScannerPlace | null;
  /** Files of a watched folder that are not to be taken again. */
  readonly taken: readonly TakenFile[];
  /** Aborted by "that was all". */
  readonly finished: AbortSignal;
  /** A file that is left where it is. */
  readonly onRefused: (fileName: string, code: ErrorCode) => void;
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
  /** Of the places given it lists those of its own kind. */
  listScanners(places: readonly ScannerPlace[]): Promise<readonly Scanner[]>;
  describe(scannerId: string, place: ScannerPlace | null): Promise<ScannerCapabilities>;
  scan(request: ScanRequest, signal: AbortSignal): AsyncIterable<ScannedPage>;
  /** Whether a button of the device was pressed since it was last asked. It may be held open meanwhile, until something else is asked, or nothing for a while. */
  peek?(scannerId: string): Promise<boolean>;
  /**
   * Closes the device of the last scan. That takes seconds with some devices, for ever with others, and kills the process with a third kind:
   * it is asked for when what came of the scan has been told. A driver that holds nothing open has none of this.
   */
  release?(): Promise<void>;
};
