import { useState } from 'react';
import { pageSize } from '#shared/contract/lists';
import type { Reading } from '#shared/domain/oversight';
import { useDesktopQuery } from '../../api/desktop.ts';
import { noAccessQuestion, type AskedAccess } from './access-question.ts';

export type Readings = {
  readonly asked: AskedAccess | null;
  readonly ask: (asked: AskedAccess) => void;
  readonly rows: readonly Reading[];
  readonly total: number;
  /** Refused attempts in the same scope. */
  readonly denied: number;
  readonly page: number;
  readonly turnTo: (page: number) => void;
  /** Index of the row the keyboard stands on. */
  readonly current: number;
  readonly setCurrent: (index: number) => void;
  readonly isStale: boolean;
  readonly isReady: boolean;
  readonly error: unknown;
  readonly refresh: () => void;
};

const nothing = { items: [], total: 0, denied: 0 } as const;

export function useReadings(): Readings {
  const [asked, setAsked] = useState<AskedAccess | null>(null);
  const [page, setPage] = useState(1);
  const [current, setCurrent] = useState(0);
  const answer = useDesktopQuery('audit.accessOf', { ...(asked?.question ?? noAccessQuestion), page }, { isEnabled: asked !== null, keepPrevious: true });
  const { items: rows, total, denied } = asked === null ? nothing : (answer.data ?? nothing);
  const show = (next: number): void => {
    setPage(next);
    setCurrent(0);
  };
  return {
    asked,
    ask: next => {
      setAsked(next);
      show(1);
    },
    ...{ rows, total, denied, page },
    turnTo: next => {
      if (next >= 1 && next <= Math.max(1, Math.ceil(total / pageSize))) show(next);
    },
    current: Math.min(current, Math.max(0, rows.length - 1)),
    setCurrent,
    isStale: answer.isPlaceholderData,
    isReady: asked !== null && answer.isSuccess,
    error: answer.error,
    refresh: () => void answer.refetch(),
  };
}
