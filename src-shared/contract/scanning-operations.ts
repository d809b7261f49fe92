import { z } from 'zod';
import { AnnouncedScanner } from '../domain/announced-scanner.ts';
import { DraftId, DraftPageId } from '../domain/ids.ts';
import { PageSteps } from '../domain/page-steps.ts';
import { FaultReport } from '../domain/scan-fault.ts';
import { ScanProfileId, ScanProfileList } from '../domain/scan-profile.ts';
import { ScannerAddress, ScannerPlace, ScannerPlaceId } from '../domain/scanner-place.ts';
import { Scanner, ScannerCapabilities, ScanSettings } from '../domain/scanning.ts';
import { Nothing } from './lists.ts';
import { operation } from './operation.ts';

/** The scanners of this terminal, and one scan at a time. */
export const scanningOperations = {
  'scanning.listScanners': operation(Nothing, z.object({ scanners: z.array(Scanner).readonly() })),
  'scanning.describeScanner': operation(z.object({ scannerId: z.string().min(1).max(200) }), ScannerCapabilities),
  /** Returns when the device has started; pages then arrive as events. `replacePageId` rescans one page in its place. */
  'scanning.start': operation(
    z.object({
      draftId: DraftId,
      scannerId: z.string().min(1).max(200),
      settings: ScanSettings,
      replacePageId: DraftPageId.nullable(),
      /** Where it is locked, the settings must be the ones it means; null where nothing demands a profile. */
      profileId: ScanProfileId.nullable().default(null),
      /** Without them those of the profile, without a profile none. */
      steps: PageSteps.optional(),
    }),
    Nothing,
  ),
  /** Whether a button of the scanner was pressed since this was last asked, by a desk that has nothing else to do; never while the scanner works. */
  'scanning.peek': operation(z.object({ scannerId: z.string().min(1).max(200) }), z.object({ isPressed: z.boolean() })),
  /** Where only a person knows the end (`endsBy`) the first one means "that was all": what is there is still taken, and the scan ends as a whole one. */
  'scanning.cancel': operation(z.object({ draftId: DraftId }), Nothing),
  /** Scanners of this terminal that SANE does not list: network scanners by address, and watched folders. */
  'scannerPlaces.list': operation(Nothing, z.object({ places: z.array(ScannerPlace).readonly() })),
  /** Network scanners that name themselves on the networks of this terminal; `isKept`: entered here already. Takes some seconds. */
  'scannerPlaces.search': operation(Nothing, z.object({ found: z.array(AnnouncedScanner.extend({ isKept: z.boolean() })).readonly() })),
  /** What answers at an address, and which certificate it shows; nothing is kept. */
  'scannerPlaces.probe': operation(z.object({ address: ScannerAddress }), z.object({ address: z.string(), model: z.string(), certificate: z.string().nullable() })),
  /** Asked once before it is kept: what does not answer, or cannot be read, is refused. */
  'scannerPlaces.save': operation(z.object({ place: ScannerPlace }), Nothing),
  'scannerPlaces.remove': operation(z.object({ id: ScannerPlaceId }), Nothing),
  /** Those of the data centre; `keptAt` tells when it last said so, where it cannot be asked now. */
  'scanProfiles.list': operation(Nothing, ScanProfileList.extend({ keptAt: z.iso.datetime().nullable() })),
  /** Goes on with a stack that was given up, with the same settings and numbers; first the sheet that `scan.troubled` named. Answers like `scanning.start`. */
  'scanning.resume': operation(z.object({ draftId: DraftId }), Nothing),
  /** What happened at the scanner lately, for whoever looks after it; `isKept`: the data centre has it too. */
  'scanning.report': operation(Nothing, z.object({ report: FaultReport, isKept: z.boolean() })),
};
