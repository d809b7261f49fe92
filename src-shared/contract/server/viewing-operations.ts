import { z } from 'zod';
import { MaterialId, RequestId, ViewSessionId, VolumeId } from '../../domain/ids.ts';
import { SignedLease } from '../../domain/lease.ts';
import { UnseenReading, ViewSession, ViewSessionState } from '../../domain/viewing.ts';
import { Nothing } from '../lists.ts';
import { operation } from '../operation.ts';

const Heartbeat = z.object({ id: ViewSessionId, materialId: MaterialId.nullable() });
const StillOpen = z.object({ state: ViewSessionState, secondsLeft: z.int().nonnegative() });
/** Null where the site lets nothing be read without the data centre. */
const Leased = z.object({ lease: SignedLease.nullable() });

export const viewingOperations = {
  /** Opens a granted request; the minutes run from the first opening. */
  'viewing.open': operation(z.object({ requestId: RequestId }), ViewSession.extend(Leased.shape)),
  /** An archivist at work on a volume of his own custody. */
  'viewing.openCustody': operation(z.object({ volumeId: VolumeId }), ViewSession.extend(Leased.shape)),
  /** `unseen`: what was on the screen while the line was cut; counted as far as there was time for it. A lease comes only when asked for. */
  'viewing.heartbeat': operation(
    Heartbeat.extend({ wantsLease: z.boolean().default(false), unseen: z.array(UnseenReading).max(100).readonly().default([]) }),
    StillOpen.extend(Leased.shape),
  ),
  /** With which key the data centre signs leases (Ed25519, SubjectPublicKeyInfo in base64url). */
  'viewing.leaseKey': operation(Nothing, z.object({ publicKey: z.base64url().max(200) })),
  'viewing.close': operation(z.object({ id: ViewSessionId }), Nothing),
};

/** The same for the window: leases stay in src-main. */
export const windowViewingOperations = {
  'viewing.open': operation(z.object({ requestId: RequestId }), ViewSession),
  'viewing.openCustody': operation(z.object({ volumeId: VolumeId }), ViewSession),
  /** `offline`: the data centre does not answer, and pages that were shown before may be shown for so long. */
  'viewing.heartbeat': operation(Heartbeat, StillOpen.extend({ offline: z.object({ secondsLeft: z.int().nonnegative() }).nullable() })),
  'viewing.close': operation(z.object({ id: ViewSessionId }), Nothing),
};
