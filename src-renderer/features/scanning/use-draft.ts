import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { DraftId } from '#shared/domain/ids';
import type { Draft } from '#shared/domain/scanning';
import { useDesktopEvent, useDesktopQuery } from '../../api/desktop.ts';
import { withArrived } from './draft-changes.ts';

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

/** One material on the desk: shown as changed at once, kept by src-main one change after another. */
export function useDraft(id: DraftId): DraftOnDesk {
  const client = useQueryClient();
  const query = useDesktopQuery('drafts.get', { id });
  const show = (edit: (known: Draft) => Draft): void => {
    client.setQueryData<Draft>(['drafts.get', { id }], known => known && edit(known));
  };
  const refresh = (): void => {
    void client.invalidateQueries({ queryKey: ['drafts.get', { id }] });
  };
  const mutationKey = ['draft.change', id];
  /** The answer to an older change knows nothing of those that wait behind it, which the window shows already. */
  const isLast = (): boolean => client.isMutating({ mutationKey }) <= 1;
  const change = useMutation({
    mutationKey,
    // One after another: an older answer must never cover a newer one.
    scope: { id: `draft ${id}` },
    mutationFn: ({ call }: DraftChange) => call(),
    // While the scanner runs, a page may have come after this answer was written.
    onSuccess: after => {
      if (!isLast()) return;
      if (after.state === 'open') show(known => ({ ...after, row: known.row }));
      else refresh();
    },
    onError: refresh,
  });
  useDesktopEvent('scan.page-completed', ({ draftId, page, replacedPageId }) => {
    if (draftId === id) show(known => withArrived(known, page, replacedPageId));
  });
  useDesktopEvent('scan.finished', ({ draftId }) => {
    if (draftId === id) refresh();
  });
  return {
    draft: query.data,
    change: next => {
      // Here and not in onMutate, which waits until the changes before it are kept.
      show(next.preview);
      change.mutate(next);
    },
    error: query.error ?? change.error,
    refresh: () => {
      change.reset();
      refresh();
    },
  };
}
