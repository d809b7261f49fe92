import { useCallback, useEffect, useRef, useState } from 'react';
import type { DraftId } from '#shared/domain/ids';
import type { Draft } from '#shared/domain/scanning';
import { callDesktop, useDesktopEvent } from '../../api/desktop.ts';
import { withArrived, withChanged } from './draft-changes.ts';

export type DraftChange = {
  /** What the window shows before the terminal's store has answered. */
  readonly preview: (draft: Draft) => Draft;
  readonly call: () => Promise<Draft>;
};

export type DraftOnDesk = {
  readonly draft: Draft | undefined;
  readonly change: (change: DraftChange) => void;
  /** Of reading the draft or of the last change; a failed change is taken back on the screen. */
  readonly error: unknown;
  readonly refresh: () => void;
};

/**
 * One material on the desk. A change shows before the next key press, however fast the keys come; src-main keeps one
 * change after another, and its answer is shown once nothing newer waits: what was done never flickers back.
 */
export function useDraft(id: DraftId, known?: Draft): DraftOnDesk {
  const [draft, setDraft] = useState(known);
  const [error, setError] = useState<unknown>(null);
  const waiting = useRef(0);
  /** A page changed by itself meanwhile: the next answer may be older than that. */
  const missed = useRef(false);
  const queue = useRef<Promise<unknown>>(Promise.resolve());

  const refresh = useCallback(() => {
    const show = (read: Draft): void => {
      if (waiting.current === 0) setDraft(read);
    };
    callDesktop('drafts.get', { id }).then(show, setError);
  }, [id]);
  useEffect(refresh, [refresh]);

  const settle = (after: Draft | undefined): void => {
    waiting.current -= 1;
    if (waiting.current > 0) return;
    // While the scanner runs, a page may have come after this answer was written.
    if (after?.state === 'open' && !missed.current) setDraft(after);
    else refresh();
    missed.current = false;
  };
  useDesktopEvent('scan.page-completed', ({ draftId, page, replacedPageId }) => {
    if (draftId === id) setDraft(shown => shown && withArrived(shown, page, replacedPageId));
  });
  // Steps and pictures are made behind the scan; what is being changed here meanwhile is told by its own answer.
  useDesktopEvent('draft.page-changed', ({ draftId, page }) => {
    if (draftId !== id) return;
    if (waiting.current > 0) missed.current = true;
    else setDraft(shown => shown && withChanged(shown, page));
  });
  useDesktopEvent('draft.changed', ({ draftId }) => {
    if (draftId === id) refresh();
  });
  useDesktopEvent('scan.finished', ({ draftId }) => {
    if (draftId === id) refresh();
  });
  return {
    draft,
    change: ({ preview, call }) => {
      waiting.current += 1;
      setError(null);
      setDraft(shown => shown && preview(shown));
      queue.current = queue.current.then(call).then(settle, (failure: unknown) => {
        setError(failure);
        settle(undefined);
      });
    },
    error,
    refresh: () => {
      setError(null);
      refresh();
    },
  };
}
