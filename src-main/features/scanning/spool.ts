import type { ScanId } from '#shared/contract/device-api';
import type { DraftId, DraftPageId } from '#shared/domain/ids';
import type { PageSteps } from '#shared/domain/page-steps';
import type { TerminalServices } from '../../app/services.ts';
import type { Replaced } from '../drafts/index.ts';
import { keepPage, type ScannedSide } from './keep-page.ts';

/** Keeps the arriving sides one after another and acknowledges each only when it is safe. */
export type Spool = {
  readonly take: (side: ScannedSide) => void;
  /** Waits for the last side; throws what kept one from being stored. */
  readonly drain: () => Promise<void>;
  readonly kept: () => readonly DraftPageId[];
};

export type SpoolOptions = {
  readonly draftId: DraftId;
  readonly scanId: ScanId;
  /** The page that the first side replaces. */
  readonly replaces: DraftPageId | null;
  /** The back of a sheet that is scanned anew belongs behind its front, not at the end. */
  readonly isInPlace: boolean;
  readonly steps: PageSteps;
  readonly onKept: (side: ScannedSide, ms: number) => void;
  readonly onReplaced: (replaced: Replaced) => Promise<void>;
  readonly onFailure: () => void;
};

export function createSpool({ devices, store, emit, now }: TerminalServices, options: SpoolOptions): Spool {
  const { draftId, scanId, steps } = options;
  let { replaces } = options;
  let after: DraftPageId | null = null;
  const keptIds: DraftPageId[] = [];
  let kept: Promise<void> = Promise.resolve();

  const keep = async (side: ScannedSide): Promise<void> => {
    const beganAt = performance.now();
    const page = await keepPage(store, side, { draftId, steps, replaces, after, now: now() });
    keptIds.push(page.id);
    options.onKept(side, performance.now() - beganAt);
    emit('scan.page-completed', { draftId, page, replacedPageId: replaces });
    if (replaces !== null) await options.onReplaced({ draftId, oldId: replaces, newId: page.id });
    if (options.isInPlace) after = page.id;
    replaces = null;
    // A host that died meanwhile needs no acknowledgement; the scan itself reports its death.
    await devices('scanners.acknowledge', { scanId, index: side.index }).catch(() => undefined);
  };
  return {
    take: side => {
      const next = kept.then(() => keep(side));
      // Once a side could not be kept, none after it is: the paper must go through again from there.
      next.catch(options.onFailure);
      kept = next;
    },
    drain: () => kept,
    kept: () => keptIds,
  };
}
