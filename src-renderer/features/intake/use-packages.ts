import type { PackageVerdict } from '#shared/domain/finding';
import type { BatchId } from '#shared/domain/ids';
import type { PackageSummary } from '#shared/domain/intake';
import { useDesktopQuery } from '../../api/desktop.ts';
import { answerOf } from '../../api/list-answer.ts';
import { useDebounced } from '../../ui/debounced.ts';
import { useKeptState } from '../../ui/kept-state.tsx';
import { useListPosition, type ListAnswer } from '../../ui/list-position.ts';

const searchRestMs = 120;

export type PackageList = ListAnswer<PackageSummary> & {
  readonly verdict: PackageVerdict | 'all';
  readonly query: string;
  readonly narrow: (change: { readonly verdict?: PackageVerdict | 'all'; readonly query?: string }) => void;
};

/** The packages of one batch; asked again while something may still move. */
export function usePackages(batchId: BatchId, refetchMs: number): PackageList {
  const [verdict, setVerdict] = useKeptState<PackageVerdict | 'all'>(`intake.verdict.${batchId}`, 'all');
  const [query, setQuery] = useKeptState(`intake.query.${batchId}`, '');
  const position = useListPosition();
  const question = { batchId, verdict: verdict === 'all' ? null : verdict, query: useDebounced(query, searchRestMs).trim(), page: position.page };
  const list = useDesktopQuery('intake.listPackages', question, { keepPrevious: true, refetchMs });
  return {
    verdict,
    query,
    narrow: change => {
      if (change.verdict !== undefined) setVerdict(change.verdict);
      if (change.query !== undefined) setQuery(change.query);
      position.restart();
    },
    ...answerOf(list, position),
  };
}
