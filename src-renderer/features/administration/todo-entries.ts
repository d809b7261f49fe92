import type { RoutePlan } from '#shared/domain/approval-route';
import type { AdministrativeAct, EnrolledTerminal, HealthFinding, TodoItem } from '#shared/domain/administration';
import { listWaiting, type WaitingRoutes } from '../routes/index.ts';

/** What waits without being one thing: it opens as a whole. */
export const wholeKinds = ['policy', 'health', 'log-storage', 'log-unverified', 'database-role'] as const;
export type WholeKind = (typeof wholeKinds)[number];

export type TodoEntry =
  | { readonly kind: 'terminal'; readonly key: string; readonly terminal: EnrolledTerminal }
  | { readonly kind: 'act'; readonly key: string; readonly act: AdministrativeAct }
  | { readonly kind: 'routes'; readonly key: string; readonly unit: WaitingRoutes }
  | { readonly kind: 'unlock' | 'rights'; readonly key: string; readonly finding: HealthFinding }
  | { readonly kind: WholeKind; readonly key: string; readonly count: number };

export type TodoGroupName = 'terminals' | 'acts' | 'routes' | 'locked-out' | 'rights' | WholeKind;
export type TodoGroup = { readonly name: TodoGroupName; readonly entries: readonly TodoEntry[] };

type Waiting = {
  /** Most urgent first, as the data centre says. */
  readonly items: readonly TodoItem[];
  readonly acts: readonly AdministrativeAct[];
  readonly terminals: readonly EnrolledTerminal[];
  readonly findings: readonly HealthFinding[];
  readonly plans: readonly RoutePlan[];
};

/**
 * The way of somebody new: his terminal, his account, his rights. Rights have no count of their own: accounts that work but may do
 * nothing are findings of their health.
 */
const wayIn: readonly TodoGroupName[] = ['terminals', 'acts', 'rights'];

/** The one list of an administrator: each thing that can be decided is an entry of its own. */
export function groupTodo(waiting: Waiting): readonly TodoGroup[] {
  const order: readonly TodoGroupName[] = waiting.items.filter(({ count }) => count > 0).map(({ kind }) => kind);
  const place = Math.max(0, order.findIndex(name => wayIn.includes(name)));
  const names = [...order.slice(0, place), ...wayIn, ...order.slice(place).filter(name => !wayIn.includes(name))];
  return names.map(name => ({ name, entries: entriesOf(name, waiting) })).filter(({ entries }) => entries.length > 0);
}

function entriesOf(name: TodoGroupName, { items, acts, terminals, findings, plans }: Waiting): readonly TodoEntry[] {
  switch (name) {
    case 'terminals':
      return terminals.toSorted((one, other) => Date.parse(one.requestedAt) - Date.parse(other.requestedAt)).map(terminal => ({ kind: 'terminal', key: `terminal-${terminal.id}`, terminal }));
    case 'acts':
      return acts.map(act => ({ kind: 'act', key: `act-${act.id}`, act }));
    case 'routes':
      return listWaiting(plans).map(unit => ({ kind: 'routes', key: `routes-${unit.waiting.id}`, unit }));
    case 'locked-out':
      return findings.filter(({ kind }) => kind === 'locked').map(finding => ({ kind: 'unlock', key: `unlock-${finding.accountId}`, finding }));
    case 'rights':
      return findings.filter(({ kind }) => kind === 'no-rights').map(finding => ({ kind: 'rights', key: `rights-${finding.accountId}`, finding }));
    default:
      return [{ kind: name, key: name, count: items.find(({ kind }) => kind === name)?.count ?? 0 }];
  }
}

/** Which entry is open: the chosen one, or where it stood the one that moved up. */
export function openEntry(entries: readonly TodoEntry[], chosen: { readonly key: string; readonly index: number } | null): TodoEntry | undefined {
  if (!chosen) return entries[0];
  return entries.find(({ key }) => key === chosen.key) ?? entries[Math.min(chosen.index, entries.length - 1)];
}
