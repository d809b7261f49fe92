import { useState } from 'react';
import { useDesktopQuery } from '../../api/desktop.ts';
import type { RequestId } from '#shared/domain/ids';
import type { RequestDetail, RequestSummary } from '#shared/domain/view-request';

/** A decision elsewhere shows here within this time. */
const refetchMs = 3000;

export type RequestBox = {
  readonly items: readonly RequestSummary[];
  readonly total: number;
  readonly page: number;
  readonly setPage: (page: number) => void;
  readonly current: number;
  readonly chosen: RequestSummary | undefined;
  readonly choose: (id: RequestId | undefined) => void;
  readonly isReady: boolean;
  readonly error: unknown;
  readonly refresh: () => void;
};

/** One box of requests and which of them is looked at; the first, until another is chosen. */
export function useRequestBox(box: 'mine' | 'inbox' | 'decided', preset?: RequestId): RequestBox {
  const [page, setPage] = useState(1);
  const [chosenId, setChosenId] = useState(preset);
  const answer = useDesktopQuery('requests.list', { box, page }, { keepPrevious: true, refetchMs });
  const items = answer.data?.items ?? [];
  const current = Math.max(0, items.findIndex(({ id }) => id === chosenId));
  return {
    items,
    total: answer.data?.total ?? 0,
    page,
    setPage,
    current,
    chosen: items[current],
    choose: setChosenId,
    isReady: answer.isSuccess,
    error: answer.error,
    refresh: () => void answer.refetch(),
  };
}

/** Everything about one request; asked again when its state in the list has changed. */
export function useRequestDetail(summary: Pick<RequestSummary, 'id'> | undefined): { readonly detail: RequestDetail | undefined; readonly error: unknown; readonly refresh: () => void } {
  const id = summary?.id ?? '';
  const answer = useDesktopQuery('requests.get', { id }, { isEnabled: summary !== undefined, refetchMs });
  const detail = summary && answer.data?.id === summary.id ? answer.data : undefined;
  return { detail, error: summary ? answer.error : null, refresh: () => void answer.refetch() };
}
