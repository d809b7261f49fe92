import { useState } from 'react';
import type { Medium, MediumState } from '#shared/domain/medium';
import { useDesktopQuery } from '../../api/desktop.ts';
import { answerOf } from '../../api/list-answer.ts';
import { useDebounced } from '../../ui/debounced.ts';
import { useListPosition, type ListAnswer } from '../../ui/list-position.ts';

const searchRestMs = 120;

export type MediaList = ListAnswer<Medium> & {
  readonly query: string;
  readonly state: MediumState | null;
  readonly narrow: (change: { readonly query?: string; readonly state?: MediumState | null }) => void;
};

export function useMediaList(): MediaList {
  const [query, setQuery] = useState('');
  const [state, setState] = useState<MediumState | null>(null);
  const position = useListPosition();
  const list = useDesktopQuery('media.list', { query: useDebounced(query, searchRestMs).trim(), state, page: position.page }, { keepPrevious: true });
  return {
    query,
    state,
    narrow: change => {
      if (change.query !== undefined) setQuery(change.query);
      if (change.state !== undefined) setState(change.state);
      position.restart();
    },
    ...answerOf(list, position),
  };
}
