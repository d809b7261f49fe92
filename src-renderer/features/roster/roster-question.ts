import type { PersonStatus } from '#shared/domain/person';
import type { UnitId } from '#shared/domain/ids';

/** What the roster was asked: kept while the person works elsewhere. */
export type RosterQuestion = {
  readonly query: string;
  readonly unitId: UnitId | null;
  readonly status: PersonStatus | null;
  readonly hasVolume: boolean | null;
  readonly page: number;
};

export const openQuestion: RosterQuestion = { query: '', unitId: null, status: null, hasVolume: null, page: 1 };

/** Anything but leafing starts again at the first page. */
export function narrow(question: RosterQuestion, change: Partial<Omit<RosterQuestion, 'page'>>): RosterQuestion {
  return { ...question, ...change, page: 1 };
}

export function hasFilters({ unitId, status, hasVolume }: RosterQuestion): boolean {
  return unitId !== null || status !== null || hasVolume !== null;
}
