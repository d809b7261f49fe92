import type { PackageVerdict } from '#shared/domain/finding';
import type { BatchId } from '#shared/domain/ids';
import type { PackageSummary } from '#shared/domain/intake';
import { useDesktopQuery } from '../../api/desktop.ts';
import { useDebounced } from '../../ui/debounced.ts';
import { useKeptState } from '../../ui/kept-state.tsx';
import { useListPosition, type ListPosition } from '../../ui/list-position.ts';

const searchRestMs = 120;

export type PackageList = ListPosition & {
  readonly verdict: PackageVerdict | 'all';
  readonly query: string;
  readonly narrow: (change: { readonly verdict?: PackageVerdict | 'all'; readonly query?: string }) => void;
  readonly rows: readonly PackageSummary[];
  readonly total: number;
  readonly isStale: boolean;
  readonly isReady: boolean;
  readonly error: unknown;
  readonly refresh: () => void;
};

/** The packages of one batch; asked again while something may still move. */
export function usePackages(batchId: BatchId, refetchMs: number): PackageList {
  const [verdict, setVerdict] = useKeptState<PackageVerdict | 'all'>(`intake.verdict.${batchId}`, 'all');
  const [query, setQuery] = useKeptState(`intake.query.${batchId}`, '');
  const position = useListPosition();
  const question = { batchId, verdict: verdict === 'all' ? null : verdict, query: useDebounced(query, searchRestMs).trim(), page: position.page };
  const list = useDesktopQuery('intake.listPackages', question, { keepPrevious: true, refetchMs });
  const { items: rows, total } = list.data ?? { items: [], total: 0 };
  return {
    verdict,
    query,
    narrow: change => {
      if (change.verdict !== undefined) setVerdict(change.verdict);
      if (change.query !== undefined) setQuery(change.query);
      position.restart();
    },
    ...position.within(rows.length, total),
    rows,
    total,
    isStale: list.isPlaceholderData,
    isReady: list.isSuccess,
    error: list.error,
    refresh: () => void list.refetch(),
  };
}
