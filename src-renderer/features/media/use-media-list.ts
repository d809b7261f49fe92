import { useState } from 'react';
import type { Medium, MediumState } from '#shared/domain/medium';
import { useDesktopQuery } from '../../api/desktop.ts';
import { useDebounced } from '../../ui/debounced.ts';
import { useListPosition, type ListPosition } from '../../ui/list-position.ts';

const searchRestMs = 120;

export type MediaList = ListPosition & {
  readonly query: string;
  readonly state: MediumState | null;
  readonly narrow: (change: { readonly query?: string; readonly state?: MediumState | null }) => void;
  readonly rows: readonly Medium[];
  readonly total: number;
  readonly isStale: boolean;
  readonly isReady: boolean;
  readonly error: unknown;
  readonly refresh: () => void;
};

export function useMediaList(): MediaList {
  const [query, setQuery] = useState('');
  const [state, setState] = useState<MediumState | null>(null);
  const position = useListPosition();
  const list = useDesktopQuery('media.list', { query: useDebounced(query, searchRestMs).trim(), state, page: position.page }, { keepPrevious: true });
  const { items: rows, total } = list.data ?? { items: [], total: 0 };
  return {
    query,
    state,
    narrow: change => {
      if (change.query !== undefined) setQuery(change.query);
      if (change.state !== undefined) setState(change.state);
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
