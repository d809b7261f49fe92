import { pageSize } from '#shared/contract/lists';
import type { TodoItem } from '#shared/domain/administration';
import { useDesktopQuery } from '../../api/desktop.ts';
import { useHasRole } from '../../api/signed-in.ts';
import { groupTodo, type TodoGroup } from './todo-entries.ts';

/** Something new shows here within this time. */
const refetchMs = 5000;

export type Todo = {
  readonly groups: readonly TodoGroup[];
  readonly total: number;
  /** Entries that wait behind the first twenty of their kind. */
  readonly hidden: number;
  readonly isReady: boolean;
  readonly error: unknown;
  readonly refresh: () => void;
};

/** Everything that waits for this administrator, each thing an entry. Asks only for what the data centre says there is. */
export function useTodo(): Todo {
  const todo = useDesktopQuery('acts.todo', {}, { refetchMs });
  const items = todo.data?.items ?? [];
  const waits = (kinds: readonly TodoItem['kind'][]): boolean => items.some(({ kind, count }) => kinds.includes(kind) && count > 0);
  const acts = useDesktopQuery('acts.list', { box: 'waiting', page: 1 }, { isEnabled: waits(['acts']), refetchMs });
  const approvesTerminals = useHasRole('security-officer');
  const terminals = useDesktopQuery('terminals.list', { state: 'requested', page: 1 }, { isEnabled: approvesTerminals, refetchMs });
  const health = useDesktopQuery('accounts.health', {}, { isEnabled: waits(['health', 'locked-out']) });
  const plans = useDesktopQuery('routes.list', {}, { isEnabled: waits(['routes']), refetchMs });
  const groups = groupTodo({
    items,
    acts: when(waits(['acts']), acts.data?.items),
    terminals: when(approvesTerminals, terminals.data?.items),
    findings: when(waits(['health', 'locked-out']), health.data?.findings),
    plans: when(waits(['routes']), plans.data?.plans),
  });
  const hidden = hiddenOf(acts.data) + hiddenOf(terminals.data);
  const asked = [todo, acts, terminals, health, plans];
  return {
    groups,
    hidden,
    total: groups.reduce((sum, { entries }) => sum + entries.length, hidden),
    isReady: asked.every(({ isLoading }) => !isLoading),
    error: asked.find(({ error }) => error !== null)?.error ?? null,
    refresh: () => { for (const answer of asked) void answer.refetch(); },
  };
}

/** An answer of before must not outlive what it was asked for. */
function when<Item>(isAsked: boolean, items: readonly Item[] | undefined): readonly Item[] {
  return isAsked ? (items ?? []) : [];
}

function hiddenOf(list: { readonly total: number } | undefined): number {
  return Math.max(0, (list?.total ?? 0) - pageSize);
}
