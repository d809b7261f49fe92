import { z } from 'zod';
import { AnnouncedScanner, maxAnnounced } from '../domain/announced-scanner.ts';
import { ScanStep } from '../domain/scan-fault.ts';
import { FolderFile, maxScannerPlaces, ScannerPlace, ScannerPlaceId, TakenFile } from '../domain/scanner-place.ts';
import { Scanner, ScannerCapabilities, ScanSettings } from '../domain/scanning.ts';
import { deskDeviceApi, deskDeviceEvents } from './desk-device-api.ts';
import { operation } from './operation.ts';

const Nothing = z.object({});
const ScannerId = z.string().min(1).max(200);
export const ScanId = z.uuid().brand<'ScanId'>();
export type ScanId = z.infer<typeof ScanId>;
const Bytes = z.instanceof(Uint8Array);

/**
 * What the device host does for src-main. It is a child process that may be killed at any moment: every answer has a
 * deadline at the caller, and bytes cross by structured clone so that no page touches the disk.
 */
export const deviceApi = {
  ...deskDeviceApi,
  /** `places` are the scanners that SANE does not know: the terminal remembers them, the device host forgets everything. */
  'scanners.list': operation(z.object({ places: z.array(ScannerPlace).max(maxScannerPlaces).readonly().default([]) }), z.object({ scanners: z.array(Scanner).readonly() })),
  'scanners.describe': operation(z.object({ scannerId: ScannerId, place: ScannerPlace.nullable().default(null) }), ScannerCapabilities),
  /** What stands at an address, before it is believed: its model, and the certificate that it shows. */
  'scanners.probe': operation(z.object({ address: z.string().max(300) }), z.object({ model: z.string(), certificate: z.string().nullable() })),
  /** Network scanners that name themselves (mDNS); takes some seconds. */
  'scanners.search': operation(Nothing, z.object({ found: z.array(AnnouncedScanner).max(maxAnnounced).readonly() })),
  /** Answers when the last page has been sent. Pages arrive as `scan.page` before that. */
  'scanners.scan': operation(
    z.object({
      scanId: ScanId,
      scannerId: ScannerId,
      settings: ScanSettings,
      place: ScannerPlace.nullable().default(null),
      /** Files of a watched folder whose pages are kept already. */
      taken: z.array(TakenFile).readonly().default([]),
    }),
    z.object({ pagesDone: z.int().nonnegative(), isCancelled: z.boolean() }),
  ),
  /** Page `index` is safe in the spool. The host holds back the next side while two are unacknowledged: memory stays flat. */
  'scanners.acknowledge': operation(z.object({ scanId: ScanId, index: z.int().nonnegative() }), Nothing),
  'scanners.cancel': operation(z.object({ scanId: ScanId }), Nothing),
  /** That was all: what is there is still taken, then the scan ends as a whole one. `willEnd` false: it ends by itself only, or was told so before. */
  'scanners.finish': operation(z.object({ scanId: ScanId }), z.object({ willEnd: z.boolean() })),
  /** Whether a button of the scanner was pressed since this was last asked; nothing while the device is busy. */
  'scanners.peek': operation(z.object({ scannerId: ScannerId }), z.object({ isPressed: z.boolean() })),
  /** Removes a file whose pages are safely kept, if it is still the same file. */
  'scanners.discardFile': operation(z.object({ folder: z.string().max(1000), file: FolderFile }), z.object({ isRemoved: z.boolean() })),
  /** Tells by `barcode.read` what barcode scanners read. Does not answer while it watches: its failure is the end of the watch. */
  'barcodes.watch': operation(Nothing, Nothing),
};
export type DeviceApi = typeof deviceApi;

export const deviceEvents = {
  ...deskDeviceEvents,
  /**
   * The only proof of life of the process. `step` is what the scanner's driver is asked to do just now, null when nothing; `signs` counts
   * what it gave since. The parent judges by them, so a machine that is slow itself is never taken for a dead device.
   */
  'host.heartbeat': z.object({ step: ScanStep.nullable(), signs: z.int().nonnegative() }),
  /** A step began, or has ended with this status: "good", or what SANE calls it. `side` counts from 1 within the scan; 0 before the first. */
  'scan.stepped': z.object({
    scannerId: z.string(),
    step: ScanStep,
    isEnded: z.boolean(),
    side: z.int().nonnegative(),
    ms: z.int().nonnegative(),
    longestSilenceMs: z.int().nonnegative(),
    status: z.string(),
  }),
  /** What kind of scan the device was set up for. */
  'scan.prepared': z.object({ scanId: ScanId, kind: z.enum(['flatbed', 'feeder', 'duplex']) }),
  /** `fraction` of the sheet in the scanner, 0 to 1; sent at least once a second while bytes arrive. */
  'scan.progressed': z.object({ scanId: ScanId, pagesDone: z.int().nonnegative(), fraction: z.number().min(0).max(1) }),
  /** One finished side as JPEG of the original layer, with a small picture for lists. */
  'scan.page': z.object({
    scanId: ScanId,
    index: z.int().nonnegative(),
    widthPx: z.int().positive(),
    heightPx: z.int().positive(),
    dpi: z.int().positive(),
    jpeg: Bytes,
    thumbnailJpeg: Bytes,
    /** Where it was taken from, in a watched folder: up to which page, and whether that was its last. */
    from: z.object({ placeId: ScannerPlaceId, file: FolderFile, pages: z.int().positive(), isWhole: z.boolean() }).nullable().default(null),
    /** How long the host worked on it after it was read. */
    processingMs: z.number().nonnegative(),
  }),
  /** A file of a watched folder that is left where it is, and why. */
  'scan.refused': z.object({ scanId: ScanId, fileName: z.string(), code: z.string() }),
  'barcode.read': z.object({ text: z.string().min(1).max(5000), symbology: z.string().max(2) }),
};
export type DeviceEvents = typeof deviceEvents;

export * from './desk-device-api.ts';
