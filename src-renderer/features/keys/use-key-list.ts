import { useState } from 'react';
import { pageSize } from '#shared/contract/lists';
import type { KeyState, RegisteredKey } from '#shared/domain/signing-key';
import { useDesktopQuery } from '../../api/desktop.ts';
import { useDebounced } from '../../ui/debounced.ts';

const searchRestMs = 120;

export type KeyList = {
  readonly state: KeyState;
  readonly query: string;
  readonly narrow: (change: { readonly state?: KeyState; readonly query?: string }) => void;
  readonly page: number;
  readonly turnTo: (page: number) => void;
  readonly rows: readonly RegisteredKey[];
  readonly total: number;
  /** Index of the row the keyboard stands on. */
  readonly current: number;
  readonly setCurrent: (index: number) => void;
  readonly isStale: boolean;
  readonly isReady: boolean;
  readonly error: unknown;
  readonly refresh: () => void;
};

/** Keys in use, or those that were taken out of use. */
export function useKeyList(): KeyList {
  const [state, setState] = useState<KeyState>('active');
  const [query, setQuery] = useState('');
  const [page, setPage] = useState(1);
  const [current, setCurrent] = useState(0);
  const list = useDesktopQuery('keys.list', { state, query: useDebounced(query, searchRestMs).trim(), page }, { keepPrevious: true });
  const { items: rows, total } = list.data ?? { items: [], total: 0 };
  return {
    state,
    query,
    narrow: change => {
      if (change.state !== undefined) setState(change.state);
      if (change.query !== undefined) setQuery(change.query);
      setPage(1);
      setCurrent(0);
    },
    page,
    turnTo: next => {
      if (next < 1 || next > Math.max(1, Math.ceil(total / pageSize))) return;
      setPage(next);
      setCurrent(0);
    },
    rows,
    total,
    current: Math.min(current, Math.max(0, rows.length - 1)),
    setCurrent,
    isStale: list.isPlaceholderData,
    isReady: list.isSuccess,
    error: list.error,
    refresh: () => void list.refetch(),
  };
}
