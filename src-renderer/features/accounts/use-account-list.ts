import { pageSize } from '#shared/contract/lists';
import type { ManagedAccount } from '#shared/domain/administration';
import { useDesktopQuery } from '../../api/desktop.ts';
import { useDebounced } from '../../ui/debounced.ts';
import { useKeptState } from '../../ui/kept-state.tsx';
import type { ListAnswer } from '../../ui/list-position.ts';
import { openQuestion, type AccountQuestion } from './account-question.ts';

const searchRestMs = 120;

export type AccountList = ListAnswer<ManagedAccount> & {
  readonly question: AccountQuestion;
  readonly ask: (question: AccountQuestion) => void;
};

/** The list of accounts, what it was asked, and where the keyboard stands; kept while the administrator works elsewhere. */
export function useAccountList(): AccountList {
  const [question, setQuestion] = useKeptState('accounts.question', openQuestion);
  const [current, setCurrent] = useKeptState('accounts.current', 0);
  const search = useDesktopQuery('accounts.list', useDebounced(question, searchRestMs), { keepPrevious: true });
  const { items: rows, total } = search.data ?? { items: [], total: 0 };
  const ask = (next: AccountQuestion): void => {
    setQuestion(next);
    setCurrent(0);
  };
  return {
    question,
    ask,
    page: question.page,
    turnTo: page => { if (page >= 1 && page <= Math.ceil(total / pageSize)) ask({ ...question, page }); },
    rows,
    total,
    current: Math.min(current, Math.max(0, rows.length - 1)),
    setCurrent,
    isStale: search.isPlaceholderData,
    isReady: search.isSuccess,
    error: search.error,
    refresh: () => void search.refetch(),
  };
}
