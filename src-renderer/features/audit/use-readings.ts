import { useState } from 'react';
import type { Reading } from '#shared/domain/oversight';
import { useDesktopQuery } from '../../api/desktop.ts';
import { useListPosition, type ListAnswer } from '../../ui/list-position.ts';
import { noAccessQuestion, type AskedAccess } from './access-question.ts';

export type Readings = ListAnswer<Reading> & {
  readonly asked: AskedAccess | null;
  readonly ask: (asked: AskedAccess) => void;
  /** Refused attempts in the same scope. */
  readonly denied: number;
};

const nothing = { items: [], total: 0, denied: 0 } as const;

export function useReadings(): Readings {
  const [asked, setAsked] = useState<AskedAccess | null>(null);
  const position = useListPosition();
  const answer = useDesktopQuery('audit.accessOf', { ...(asked?.question ?? noAccessQuestion), page: position.page }, { isEnabled: asked !== null, keepPrevious: true });
  const { items: rows, total, denied } = asked === null ? nothing : (answer.data ?? nothing);
  return {
    asked,
    ask: next => {
      setAsked(next);
      position.restart();
    },
    ...{ rows, total, denied },
    ...position.within(rows.length, total),
    isStale: answer.isPlaceholderData,
    isReady: asked !== null && answer.isSuccess,
    error: answer.error,
    refresh: () => void answer.refetch(),
  };
}
