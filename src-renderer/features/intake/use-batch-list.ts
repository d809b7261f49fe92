import type { Batch, BatchState } from '#shared/domain/intake';
import { useDesktopQuery } from '../../api/desktop.ts';
import { answerOf } from '../../api/list-answer.ts';
import { useKeptState } from '../../ui/kept-state.tsx';
import { useListPosition, type ListAnswer } from '../../ui/list-position.ts';

const refetchMs = 5000;

export type BatchList = ListAnswer<Batch> & {
  readonly state: BatchState | 'all';
  readonly show: (state: BatchState | 'all') => void;
};

export function useBatchList(): BatchList {
  const [state, setState] = useKeptState<BatchState | 'all'>('intake.state', 'all');
  const position = useListPosition();
  const list = useDesktopQuery('intake.listBatches', { state: state === 'all' ? null : state, page: position.page }, { keepPrevious: true, refetchMs });
  return {
    state,
    show: next => {
      setState(next);
      position.restart();
    },
    ...answerOf(list, position),
  };
}
