import type { Officer } from '#shared/domain/oversight';
import type { LogLink } from '../../ui/place.ts';
import { auditActs } from './audit-acts.ts';
import { boundsOf, lastWeek, periodOf, type Period } from './period.ts';

export type ResultChoice = 'done' | 'denied' | 'failed' | 'not-done';

/** What the auditor narrows by. `act` is one act, or all of a noun (`requests.*`). */
export type AuditFilter = {
  readonly text: string;
  readonly act: string | null;
  /** Instead of `act`, where a finding names several. */
  readonly acts: readonly string[];
  readonly result: ResultChoice | null;
  readonly period: Period;
  readonly officer: Pick<Officer, 'id' | 'displayName'> | null;
  readonly unitName: string | null;
  readonly terminalName: string;
  readonly object: string;
  readonly archiveNumber: string;
};

export const noFilter: AuditFilter = {
  ...{ text: '', act: null, acts: [], result: null, period: lastWeek },
  ...{ officer: null, unitName: null, terminalName: '', object: '', archiveNumber: '' },
};

export type AuditQuestion = {
  readonly text: string;
  readonly actorId: Officer['id'] | null;
  readonly unitName: string | null;
  readonly terminalName: string | null;
  readonly acts: string[];
  readonly result: ResultChoice | null;
  readonly object: string | null;
  readonly archiveNumber: string | null;
  readonly from: string | null;
  readonly until: string | null;
};

export function toQuestion(filter: AuditFilter, now: number): AuditQuestion {
  const { text, result, period, officer, unitName, terminalName, object, archiveNumber } = filter;
  return {
    text: text.trim().slice(0, 60),
    actorId: officer?.id ?? null,
    unitName,
    terminalName: given(terminalName),
    acts: actsOf(filter),
    result,
    object: given(object),
    archiveNumber: given(archiveNumber),
    ...boundsOf(period, now),
  };
}

function actsOf({ act, acts }: AuditFilter): string[] {
  if (act === null) return [...acts];
  return act.endsWith('.*') ? auditActs.filter(one => one.startsWith(act.slice(0, -1))) : [act];
}

function given(text: string): string | null {
  return text.trim() === '' ? null : text.trim().slice(0, 60);
}

export function isFiltering({ period, ...rest }: AuditFilter): boolean {
  const { period: usual, ...none } = noFilter;
  return period.preset !== usual.preset || JSON.stringify(trimmed(rest)) !== JSON.stringify(none);
}

function trimmed(filter: Omit<AuditFilter, 'period'>): Omit<AuditFilter, 'period'> {
  return { ...filter, text: filter.text.trim(), terminalName: filter.terminalName.trim(), object: filter.object.trim(), archiveNumber: filter.archiveNumber.trim() };
}

/** How many of the conditions that are folded away are in use. */
export function countFolded({ officer, unitName, terminalName, object, archiveNumber }: AuditFilter): number {
  return [officer?.id, unitName, terminalName.trim(), object.trim(), archiveNumber.trim()].filter(Boolean).length;
}

const noLink = { actorId: null, officerName: '', terminalName: null, acts: [], result: null, object: '', archiveNumber: '' } as const;

/** The rows of the log that another screen speaks of. */
export function filterOf(link: LogLink): AuditFilter {
  const { actorId, officerName, terminalName, acts, result, object, archiveNumber, from, until } = { ...noLink, from: undefined, until: undefined, ...link };
  const period: Period = from === undefined || until === undefined ? { ...lastWeek, preset: 'all' } : periodOf({ from, until });
  const officer = actorId === null ? null : { id: actorId, displayName: officerName };
  return { ...noFilter, acts, result, officer, terminalName: terminalName ?? '', object, archiveNumber, period };
}
