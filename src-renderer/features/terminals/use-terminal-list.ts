import { useState } from 'react';
import type { EnrolledTerminal, TerminalState } from '#shared/domain/administration';
import { useDesktopQuery } from '../../api/desktop.ts';
import { useDebounced } from '../../ui/debounced.ts';
import { useListPosition, type ListPosition } from '../../ui/list-position.ts';

const refetchMs = 5000;
const searchRestMs = 120;

export type TerminalList = ListPosition & {
  readonly state: TerminalState;
  readonly query: string;
  readonly narrow: (change: { readonly state?: TerminalState; readonly query?: string }) => void;
  readonly rows: readonly EnrolledTerminal[];
  readonly total: number;
  /** Requests that wait, whichever list is open. */
  readonly waiting: number;
  readonly isStale: boolean;
  readonly isReady: boolean;
  readonly error: unknown;
  readonly refresh: () => void;
};

/** The terminals of one state. Requests first, while there are any: they are what waits. */
export function useTerminalList(): TerminalList {
  const [chosen, setChosen] = useState<TerminalState | null>(null);
  const [query, setQuery] = useState('');
  const position = useListPosition();
  const requested = useDesktopQuery('terminals.list', { state: 'requested', page: 1 }, { refetchMs });
  const isNothingWaiting = requested.data?.total === 0;
  const state = chosen ?? (isNothingWaiting ? 'approved' : 'requested');
  const list = useDesktopQuery('terminals.list', { state, query: useDebounced(query, searchRestMs).trim(), page: position.page }, { keepPrevious: true, refetchMs });
  const { items: rows, total } = list.data ?? { items: [], total: 0 };
  return {
    state,
    query,
    narrow: change => {
      if (change.state !== undefined) setChosen(change.state);
      if (change.query !== undefined) setQuery(change.query);
      position.restart();
    },
    ...position.within(rows.length, total),
    rows,
    total,
    waiting: requested.data?.total ?? 0,
    isStale: list.isPlaceholderData,
    isReady: list.isSuccess,
    error: list.error,
    refresh: () => void list.refetch(),
  };
}
