import { useState } from 'react';
import { pageSize } from '#shared/contract/lists';
import type { AuditEvent } from '#shared/domain/audit-event';
import { useDesktopQuery } from '../../api/desktop.ts';
import { useDebounced } from '../../ui/debounced.ts';
import { toQuestion, type AuditFilter } from './audit-filter.ts';

/** Each question is an event in the log: it is asked when the typing rests, not at every key. */
const restMs = 400;

export type EventList = {
  readonly filter: AuditFilter;
  readonly narrow: (filter: AuditFilter) => void;
  readonly page: number;
  readonly turnTo: (page: number) => void;
  readonly rows: readonly AuditEvent[];
  readonly total: number;
  /** Index of the row the keyboard stands on. */
  readonly current: number;
  readonly setCurrent: (index: number) => void;
  readonly isStale: boolean;
  readonly isReady: boolean;
  readonly error: unknown;
  readonly refresh: () => void;
};

export function useEventList(start: AuditFilter): EventList {
  const [filter, setFilter] = useState(start);
  const [page, setPage] = useState(1);
  const [current, setCurrent] = useState(0);
  const asked = useDebounced(filter, restMs);
  const answer = useDesktopQuery('audit.list', { ...toQuestion(asked, Date.now()), page }, { keepPrevious: true });
  const rows = answer.data?.items ?? [];
  const total = answer.data?.total ?? 0;
  return {
    filter,
    narrow: next => {
      setFilter(next);
      setPage(1);
      setCurrent(0);
    },
    page,
    turnTo: next => {
      if (next < 1 || next > Math.max(1, Math.ceil(total / pageSize))) return;
      setPage(next);
      setCurrent(0);
    },
    rows: answer.error ? [] : rows,
    total: answer.error ? 0 : total,
    current: Math.min(current, Math.max(0, rows.length - 1)),
    setCurrent,
    isStale: answer.isPlaceholderData,
    isReady: answer.isSuccess,
    error: answer.error,
    refresh: () => void answer.refetch(),
  };
}
