import { useState } from 'react';
import type { DraftId, DraftPageId } from '#shared/domain/ids';
import type { JoinSide } from '#shared/domain/page-recipe';
import { callDesktop } from '../../api/desktop.ts';
import type { DeskActs } from './use-desk-acts.ts';

/** Laying two scans of one sheet together: where they meet takes seconds to find at 600 dpi. */
export type Joining = {
  readonly isUnderWay: boolean;
  readonly join: (pageId: DraftPageId, otherId: DraftPageId, side: JoinSide) => void;
  /** Both pages stay as they are. */
  readonly cancel: () => void;
};

export function useJoining(draftId: DraftId, { joinScans }: Pick<DeskActs, 'joinScans'>): Joining {
  const [at, setAt] = useState<DraftId | null>(null);
  return {
    isUnderWay: at !== null,
    join: (pageId, otherId, side) => {
      if (at !== null) return;
      setAt(draftId);
      void joinScans(pageId, otherId, side).then(() => { setAt(null); });
    },
    // Past the queue of acts, in which the joining itself stands; one that is through already needs none.
    cancel: () => { if (at !== null) callDesktop('drafts.cancelJoin', { id: at }).catch(() => undefined); },
  };
}
