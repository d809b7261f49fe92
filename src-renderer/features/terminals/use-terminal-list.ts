import { useState } from 'react';
import type { EnrolledTerminal, TerminalState } from '#shared/domain/administration';
import { useDesktopQuery } from '../../api/desktop.ts';
import { answerOf } from '../../api/list-answer.ts';
import { useDebounced } from '../../ui/debounced.ts';
import { useListPosition, type ListAnswer } from '../../ui/list-position.ts';

const refetchMs = 5000;
const searchRestMs = 120;

export type TerminalList = ListAnswer<EnrolledTerminal> & {
  readonly state: TerminalState;
  readonly query: string;
  readonly narrow: (change: { readonly state?: TerminalState; readonly query?: string }) => void;
  /** Requests that wait, whichever list is open. */
  readonly waiting: number;
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
  return {
    state,
    query,
    narrow: change => {
      if (change.state !== undefined) setChosen(change.state);
      if (change.query !== undefined) setQuery(change.query);
      position.restart();
    },
    ...answerOf(list, position),
    waiting: requested.data?.total ?? 0,
  };
}
