import { useCallback, useEffect, useRef, useState } from 'react';
import type { Desk, DeskHistory } from '#shared/domain/desk';
import type { DraftId, VolumeId } from '#shared/domain/ids';
import type { Draft } from '#shared/domain/scanning';
import { callDesktop, useDesktopEvent } from '../../api/desktop.ts';
import { inDraft, withArrived, withPage } from './draft-changes.ts';

export type DeskChange = {
  /** What the window shows before the terminal's store has answered. */
  readonly preview: (drafts: readonly Draft[]) => readonly Draft[];
  readonly call: () => Promise<Draft | Desk>;
};

export type VolumeDesk = {
  readonly drafts: readonly Draft[] | undefined;
  readonly history: DeskHistory;
  /** As far as it was told: ahead of `history`, which is what the screen shows. */
  readonly newestHistory: () => DeskHistory;
  /** Settles when the store has answered; never rejects: a failed change is taken back on the screen and told in `error`. */
  readonly change: (change: DeskChange) => Promise<boolean>;
  readonly lay: (draft: Draft) => void;
  readonly letGo: (id: DraftId) => void;
  readonly error: unknown;
  readonly refresh: () => void;
};

const noHistory: DeskHistory = { undo: null, redo: null };

/**
 * All materials of one volume on the desk. A change shows before the next key press, however fast the keys come; src-main keeps
 * one change after another, and its answer is shown once nothing newer waits: what was done never flickers back.
 */
export function useVolumeDesk(volumeId: VolumeId): VolumeDesk {
  const [drafts, setDrafts] = useState<readonly Draft[]>();
  const { setHistory, ...told } = useToldHistory();
  const [error, setError] = useState<unknown>(null);
  const waiting = useRef(0);
  const queue = useRef<Promise<unknown>>(Promise.resolve());

  const show = useCallback((desk: Desk): void => {
    if (waiting.current > 0) return;
    setDrafts(desk.drafts);
    setHistory(desk.history);
  }, [setHistory]);
  const refresh = useCallback(() => {
    callDesktop('drafts.desk', { volumeId }).then(show, setError);
  }, [volumeId, show]);
  useEffect(refresh, [refresh]);

  const settle = (answer: Draft | Desk | undefined): void => {
    waiting.current -= 1;
    if (waiting.current > 0) return;
    if (answer && 'drafts' in answer && answer.drafts.every(({ state }) => state === 'open')) show(answer);
    else if (answer && 'pages' in answer && answer.state === 'open') setDrafts(known => known && inDraft(answer.id, () => answer)(known));
    // While the scanner runs, a page may have come after this answer was written.
    else refresh();
  };
  useDeskEvents(volumeId, { setDrafts, setHistory, refresh });
  const change: VolumeDesk['change'] = ({ preview, call }) => {
    waiting.current += 1;
    setError(null);
    setDrafts(known => known && preview(known));
    const finish = (answer?: Draft | Desk): boolean => {
      settle(answer);
      return answer !== undefined;
    };
    const done = queue.current.then(call).then(finish, (failure: unknown) => {
      setError(failure);
      return finish();
    });
    queue.current = done;
    return done;
  };
  return {
    drafts,
    ...told,
    change,
    ...shelfOf(setDrafts),
    error,
    refresh: () => {
      setError(null);
      refresh();
    },
  };
}

function useToldHistory(): Pick<VolumeDesk, 'history' | 'newestHistory'> & Pick<Setters, 'setHistory'> {
  const [history, showHistory] = useState<DeskHistory>(noHistory);
  const newest = useRef<DeskHistory>(noHistory);
  const setHistory = useCallback((told: DeskHistory): void => {
    newest.current = told;
    showHistory(told);
  }, []);
  return { history, newestHistory: () => newest.current, setHistory };
}

function shelfOf(setDrafts: Setters['setDrafts']): Pick<VolumeDesk, 'lay' | 'letGo'> {
  return {
    lay: draft => { setDrafts((known = []) => (known.some(({ id }) => id === draft.id) ? known : [...known, draft])); },
    letGo: id => { setDrafts(known => known?.filter(draft => draft.id !== id)); },
  };
}

type Setters = {
  readonly setDrafts: (change: (known: readonly Draft[] | undefined) => readonly Draft[] | undefined) => void;
  readonly setHistory: (history: DeskHistory) => void;
  readonly refresh: () => void;
};

function useDeskEvents(volumeId: VolumeId, { setDrafts, setHistory, refresh }: Setters): void {
  useDesktopEvent('scan.page-completed', ({ draftId, page, replacedPageId }) => {
    setDrafts(known => known && inDraft(draftId, draft => withArrived(draft, page, replacedPageId))(known));
  });
  useDesktopEvent('draft.page-changed', ({ draftId, page }) => {
    setDrafts(known => known && inDraft(draftId, draft => withPage(draft, page))(known));
  });
  useDesktopEvent('draft.changed', refresh);
  useDesktopEvent('scan.finished', refresh);
  useDesktopEvent('desk.acted', event => {
    if (event.volumeId === volumeId) setHistory(event.history);
  });
}
