import { z } from 'zod';
import { MaterialId, PersonId, RequestId, ViewSessionId, VolumeId } from './ids.ts';
import { PrintRegions } from './print-region.ts';
import { Secrecy } from './secrecy.ts';
import { Material } from './volume.ts';

/** `grant`: a reader under a grant. `custody`: the custodian's own archivist at work; marked and logged all the same. */
export const ViewSessionKind = z.enum(['grant', 'custody']);

export const ViewableMaterial = Material.omit({ setAsideCount: true }).extend({ canPrint: z.boolean(), /** Where any are, nothing else of it may be printed. */ printRegions: PrintRegions });
export type ViewableMaterial = z.infer<typeof ViewableMaterial>;

export const ViewSession = z.object({
  id: ViewSessionId,
  kind: ViewSessionKind,
  requestId: RequestId.nullable(),
  requestNumber: z.string().nullable(),
  volumeId: VolumeId,
  personId: PersonId,
  personName: z.string(),
  secrecy: Secrecy,
  /** By the site's policy: pages are unreadable while another window has the focus. */
  blursUnfocused: z.boolean(),
  endsAt: z.iso.datetime(),
  /** Seconds left by the server's clock: the countdown must not trust the terminal's. */
  secondsLeft: z.int().nonnegative(),
  materials: z.array(ViewableMaterial).readonly(),
});
export type ViewSession = z.infer<typeof ViewSession>;

export const ViewSessionState = z.enum(['open', 'expired', 'withdrawn', 'closed']);
export type ViewSessionState = z.infer<typeof ViewSessionState>;

/** How often an open reader asks whether it may stay open: a withdrawal, with the way there and back, blanks its pages within two seconds. */
export const heartbeatSeconds = 1.5;

/** `full` for reading and print, `half` for the screen, `thumb` for lists. Width limits in pixels; null is full size. */
export const PageSize = z.enum(['full', 'half', 'thumb']);
export type PageSize = z.infer<typeof PageSize>;

/** Seconds that a material was on the screen while the data centre could not be told. */
export const UnseenReading = z.object({ materialId: MaterialId, seconds: z.int().positive().max(7200) });
export type UnseenReading = z.infer<typeof UnseenReading>;
