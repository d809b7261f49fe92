import { useState } from 'react';
import { pageSize } from '#shared/contract/lists';
import type { EnrolledTerminal, TerminalState } from '#shared/domain/administration';
import { useDesktopQuery } from '../../api/desktop.ts';
import { useDebounced } from '../../ui/debounced.ts';

const refetchMs = 5000;
const searchRestMs = 120;

export type TerminalList = {
  readonly state: TerminalState;
  readonly query: string;
  readonly narrow: (change: { readonly state?: TerminalState; readonly query?: string }) => void;
  readonly page: number;
  readonly turnTo: (page: number) => void;
  readonly rows: readonly EnrolledTerminal[];
  readonly total: number;
  /** Requests that wait, whichever list is open. */
  readonly waiting: number;
  /** Index of the row the keyboard stands on. */
  readonly current: number;
  readonly setCurrent: (index: number) => void;
  readonly isStale: boolean;
  readonly isReady: boolean;
  readonly error: unknown;
  readonly refresh: () => void;
};

/** The terminals of one state. Requests first, while there are any: they are what waits. */
export function useTerminalList(): TerminalList {
  const [chosen, setChosen] = useState<TerminalState | null>(null);
  const [query, setQuery] = useState('');
  const [page, setPage] = useState(1);
  const [current, setCurrent] = useState(0);
  const requested = useDesktopQuery('terminals.list', { state: 'requested', page: 1 }, { refetchMs });
  const isNothingWaiting = requested.data?.total === 0;
  const state = chosen ?? (isNothingWaiting ? 'approved' : 'requested');
  const list = useDesktopQuery('terminals.list', { state, query: useDebounced(query, searchRestMs).trim(), page }, { keepPrevious: true, refetchMs });
  const { items: rows, total } = list.data ?? { items: [], total: 0 };
  const turnTo = (next: number): void => {
    if (next < 1 || next > Math.max(1, Math.ceil(total / pageSize))) return;
    setPage(next);
    setCurrent(0);
  };
  return {
    state,
    query,
    narrow: change => {
      if (change.state !== undefined) setChosen(change.state);
      if (change.query !== undefined) setQuery(change.query);
      setPage(1);
      setCurrent(0);
    },
    page,
    turnTo,
    rows,
    total,
    waiting: requested.data?.total ?? 0,
    current: Math.min(current, Math.max(0, rows.length - 1)),
    setCurrent,
    isStale: list.isPlaceholderData,
    isReady: list.isSuccess,
    error: list.error,
    refresh: () => void list.refetch(),
  };
}
