import { z } from 'zod';
import { MaterialId, RequestId, ViewSessionId, VolumeId } from '../../domain/ids.ts';
import { ViewSession, ViewSessionState } from '../../domain/viewing.ts';
import { Nothing } from '../lists.ts';
import { operation } from '../operation.ts';

export const viewingOperations = {
  /** Opens a granted request; the minutes run from the first opening. */
  'viewing.open': operation(z.object({ requestId: RequestId }), ViewSession),
  /** An archivist at work on a volume of his own custody. */
  'viewing.openCustody': operation(z.object({ volumeId: VolumeId }), ViewSession),
  'viewing.heartbeat': operation(
    z.object({ id: ViewSessionId, materialId: MaterialId.nullable() }),
    z.object({ state: ViewSessionState, secondsLeft: z.int().nonnegative() }),
  ),
  'viewing.close': operation(z.object({ id: ViewSessionId }), Nothing),
};
