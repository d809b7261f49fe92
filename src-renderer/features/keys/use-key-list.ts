import { useState } from 'react';
import type { KeyState, RegisteredKey } from '#shared/domain/signing-key';
import { useDesktopQuery } from '../../api/desktop.ts';
import { answerOf } from '../../api/list-answer.ts';
import { useDebounced } from '../../ui/debounced.ts';
import { useListPosition, type ListAnswer } from '../../ui/list-position.ts';

const searchRestMs = 120;

export type KeyList = ListAnswer<RegisteredKey> & {
  readonly state: KeyState;
  readonly query: string;
  readonly narrow: (change: { readonly state?: KeyState; readonly query?: string }) => void;
};

/** Keys in use, or those that were taken out of use. */
export function useKeyList(): KeyList {
  const [state, setState] = useState<KeyState>('active');
  const [query, setQuery] = useState('');
  const position = useListPosition();
  const list = useDesktopQuery('keys.list', { state, query: useDebounced(query, searchRestMs).trim(), page: position.page }, { keepPrevious: true });
  return {
    state,
    query,
    narrow: change => {
      if (change.state !== undefined) setState(change.state);
      if (change.query !== undefined) setQuery(change.query);
      position.restart();
    },
    ...answerOf(list, position),
  };
}
