import { useState } from 'react';
import { pageSize } from '#shared/contract/lists';

export type ListPosition = {
  readonly page: number;
  /** Stays where it is when there is no such page. */
  readonly turnTo: (page: number) => void;
  /** Index of the row the keyboard stands on. */
  readonly current: number;
  readonly setCurrent: (index: number) => void;
};

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

/** Where one stands in a list that comes in pages. `within` takes what the answer to that page was; a new question begins with `restart`. */
export function useListPosition(): { readonly page: number; readonly restart: () => void; readonly within: (rowCount: number, total: number) => ListPosition } {
  const [page, setPage] = useState(1);
  const [current, setCurrent] = useState(0);
  const show = (next: number): void => {
    setPage(next);
    setCurrent(0);
  };
  return {
    page,
    restart: () => { show(1); },
    within: (rowCount, total) => ({
      page,
      turnTo: next => { if (next >= 1 && next <= Math.max(1, Math.ceil(total / pageSize))) show(next); },
      current: Math.min(current, Math.max(0, rowCount - 1)),
      setCurrent,
    }),
  };
}
