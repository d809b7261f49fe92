import { useState } from 'react';
import type { KeyState, RegisteredKey } from '#shared/domain/signing-key';
import { useDesktopQuery } from '../../api/desktop.ts';
import { useDebounced } from '../../ui/debounced.ts';
import { useListPosition, type ListPosition } from '../../ui/list-position.ts';

const searchRestMs = 120;

export type KeyList = ListPosition & {
  readonly state: KeyState;
  readonly query: string;
  readonly narrow: (change: { readonly state?: KeyState; readonly query?: string }) => void;
  readonly rows: readonly RegisteredKey[];
  readonly total: number;
  readonly isStale: boolean;
  readonly isReady: boolean;
  readonly error: unknown;
  readonly refresh: () => void;
};

/** Keys in use, or those that were taken out of use. */
export function useKeyList(): KeyList {
  const [state, setState] = useState<KeyState>('active');
  const [query, setQuery] = useState('');
  const position = useListPosition();
  const list = useDesktopQuery('keys.list', { state, query: useDebounced(query, searchRestMs).trim(), page: position.page }, { keepPrevious: true });
  const { items: rows, total } = list.data ?? { items: [], total: 0 };
  return {
    state,
    query,
    narrow: change => {
      if (change.state !== undefined) setState(change.state);
      if (change.query !== undefined) setQuery(change.query);
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
