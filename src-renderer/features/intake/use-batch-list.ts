import type { Batch, BatchState } from '#shared/domain/intake';
import { useDesktopQuery } from '../../api/desktop.ts';
import { useKeptState } from '../../ui/kept-state.tsx';
import { useListPosition, type ListPosition } from '../../ui/list-position.ts';

const refetchMs = 5000;

export type BatchList = ListPosition & {
  readonly state: BatchState | 'all';
  readonly show: (state: BatchState | 'all') => void;
  readonly rows: readonly Batch[];
  readonly total: number;
  readonly isStale: boolean;
  readonly isReady: boolean;
  readonly error: unknown;
  readonly refresh: () => void;
};

export function useBatchList(): BatchList {
  const [state, setState] = useKeptState<BatchState | 'all'>('intake.state', 'all');
  const position = useListPosition();
  const list = useDesktopQuery('intake.listBatches', { state: state === 'all' ? null : state, page: position.page }, { keepPrevious: true, refetchMs });
  const { items: rows, total } = list.data ?? { items: [], total: 0 };
  return {
    state,
    show: next => {
      setState(next);
      position.restart();
    },
    ...position.within(rows.length, total),
    rows,
    total,
    isStale: list.isPlaceholderData,
    isReady: list.isSuccess,
    error: list.error,
    refresh: () => void list.refetch(),
  };
}
