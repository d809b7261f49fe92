import type { UseQueryResult } from '@tanstack/react-query';
import type { ListAnswer, useListPosition } from '../ui/list-position.ts';

export function answerOf<Row>(list: UseQueryResult<{ readonly items: readonly Row[]; readonly total: number }>, position: ReturnType<typeof useListPosition>): ListAnswer<Row> {
  const { items: rows, total } = list.data ?? { items: [], total: 0 };
  return {
    ...position.within(rows.length, total),
    rows,
    total,
    isStale: list.isPlaceholderData,
    isReady: list.isSuccess,
    error: list.error,
    refresh: () => void list.refetch(),
  };
}
