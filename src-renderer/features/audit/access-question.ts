import type { AccessQuestion } from '#shared/contract/server/oversight-operations';
import type { LogLink } from '../../ui/place.ts';
import type { ChosenOfficer } from './officer-field.tsx';
import type { Bounds } from './period.ts';

export const accessKinds = ['file', 'request', 'officer'] as const;
export type AccessKind = (typeof accessKinds)[number];

export type AskedAccess = { readonly question: Bounds & { readonly about: AccessQuestion }; readonly officerName: string };

/** Never sent: stands in while nothing has been asked. */
export const noAccessQuestion = { about: { kind: 'file', archiveNumber: '-' }, from: null, until: null } as const;

export type Typed = { readonly kind: AccessKind; readonly number: string; readonly officer: ChosenOfficer | null };

/** Undefined while the number or the officer is missing. */
export function aboutOf({ kind, number, officer }: Typed): AccessQuestion | undefined {
  const given = number.trim();
  if (kind === 'officer') return officer === null ? undefined : { kind, accountId: officer.id };
  if (given === '') return undefined;
  return kind === 'file' ? { kind, archiveNumber: given } : { kind, requestNumber: given };
}

/** What the log says about the same file, request or officer in the same period. */
export function linkOf({ question: { about, from, until }, officerName }: AskedAccess, rest: LogLink): LogLink {
  const period = from === null || until === null ? {} : { from, until };
  if (about.kind === 'officer') return { ...rest, ...period, actorId: about.accountId, officerName };
  return { ...rest, ...period, ...(about.kind === 'file' ? { archiveNumber: about.archiveNumber } : { object: about.requestNumber }) };
}
