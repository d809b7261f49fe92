import { useState } from 'react';
import type { AuditEvent } from '#shared/domain/audit-event';
import { useDesktopQuery } from '../../api/desktop.ts';
import { useDebounced } from '../../ui/debounced.ts';
import { useListPosition, type ListPosition } from '../../ui/list-position.ts';
import { toQuestion, type AuditFilter } from './audit-filter.ts';

/** Each question is an event in the log: it is asked when the typing rests, not at every key. */
const restMs = 400;

export type EventList = ListPosition & {
  readonly filter: AuditFilter;
  readonly narrow: (filter: AuditFilter) => void;
  readonly rows: readonly AuditEvent[];
  readonly total: number;
  readonly isStale: boolean;
  readonly isReady: boolean;
  readonly error: unknown;
  readonly refresh: () => void;
};

export function useEventList(start: AuditFilter): EventList {
  const [filter, setFilter] = useState(start);
  const position = useListPosition();
  const asked = useDebounced(filter, restMs);
  const answer = useDesktopQuery('audit.list', { ...toQuestion(asked, Date.now()), page: position.page }, { keepPrevious: true });
  const rows = answer.data?.items ?? [];
  const total = answer.data?.total ?? 0;
  return {
    filter,
    narrow: next => {
      setFilter(next);
      position.restart();
    },
    ...position.within(rows.length, total),
    rows: answer.error ? [] : rows,
    total: answer.error ? 0 : total,
    isStale: answer.isPlaceholderData,
    isReady: answer.isSuccess,
    error: answer.error,
    refresh: () => void answer.refetch(),
  };
}
