import type { TFunction } from 'i18next';
import { Edition } from '#shared/domain/edition';

const knownFields = [
  ...['workFromHour', 'workUntilHour', 'restDays', 'workDays', 'filesInDay', 'timesOwnMedian', 'denialsInDay', 'failedSignInsInDay', 'sheetsInDay'],
  ...['state', 'minutes', 'volumes', 'version', 'roles', 'clearance', 'unitId', 'purpose', 'classCodes', 'secondReaderId', 'wantsPrint', 'reason', 'edition'],
] as const;

/** A field of a change in words; one that this terminal has no words for by its name. */
export function describeField(t: TFunction<'oversight'>, field: string): string {
  if (field.startsWith('seconds.')) return t('field.secondsOf', { number: field.slice('seconds.'.length) });
  const known = knownFields.find(name => name === field);
  return known === undefined ? field : t(`field.${known}`);
}

const knownStates = ['submitted', 'granted', 'refused', 'cancelled', 'withdrawn', 'finished', 'prepared', 'completed', 'failed'] as const;

/** A value in words where it is a code of the field. */
export function describeValue(t: TFunction<'oversight'>, field: string, value: string | null): string {
  const edition = field === 'edition' ? Edition.safeParse(value).data : undefined;
  if (edition !== undefined) return t(`editionValue.${edition}`);
  const state = field === 'state' ? knownStates.find(name => name === value) : undefined;
  return state === undefined ? (value ?? '—') : t(`stateValue.${state}`);
}
