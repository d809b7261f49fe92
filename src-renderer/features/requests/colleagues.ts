import type { Colleague } from '#shared/domain/account';
import type { CircleId } from '#shared/domain/circle';
import { useDesktopQuery } from '../../api/desktop.ts';

type Colleagues = {
  /** Undefined until the data centre has answered. */
  readonly colleagues: readonly Colleague[] | undefined;
  readonly isPending: boolean;
  readonly error: unknown;
  readonly refresh: () => void;
};

/** Who may read along: of the own unit, or of the circle when it is confidential. */
export function useColleagues(circleId: CircleId | null): Colleagues {
  const answer = useDesktopQuery('requests.colleagues', {});
  const circles = useDesktopQuery('requests.circles', {}).data?.circles;
  return {
    colleagues: circleId === null ? answer.data?.colleagues : circles?.find(({ id }) => id === circleId)?.colleagues,
    isPending: answer.isPending,
    error: answer.error,
    refresh: () => void answer.refetch(),
  };
}
