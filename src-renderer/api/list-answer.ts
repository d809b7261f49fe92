import type { UseQueryResult } from '@tanstack/react-query';
import type { ListPosition, useListPosition } from '../ui/list-position.ts';

/** What a list that comes in pages has answered, and where one stands in it. */
export type ListAnswer<Row> = ListPosition & {
  readonly rows: readonly Row[];
  readonly total: number;
  /** The answer to the question before, shown until the new one is there. */
  readonly isStale: boolean;
  readonly isReady: boolean;
  readonly error: unknown;
  readonly refresh: () => void;
};

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
