/**
 * Reasons of printers and jobs (RFC 8011 5.4.12, PWG 5100.9) for which there are words. Suffixes -error, -warning and -report say how bad it
 * is, not what it is.
 */
export const knownReasons = [
  'media-empty',
  'media-needed',
  'media-jam',
  'media-low',
  'cover-open',
  'door-open',
  'interlock-open',
  'input-tray-missing',
  'output-area-full',
  'output-tray-missing',
  'toner-low',
  'toner-empty',
  'marker-supply-low',
  'marker-supply-empty',
  'offline',
  'paused',
  'stopped-partly',
  'shutdown',
  'timed-out',
  'connecting-to-device',
  'cups-waiting-for-job-completed',
  'spool-area-full',
  'document-format-error',
  'aborted-by-system',
  'job-canceled-by-user',
  'job-lost',
  'not-printed',
  'canceled-at-printer',
  'aborted-at-printer',
  'print-service-lost',
  'no-progress',
  'terminal stopped',
  'spool-not-emptied',
  'cups-missing-filter',
  'cups-insecure-filter',
  'other',
] as const;
export type KnownReason = (typeof knownReasons)[number];

/** The reason without its suffix when there are words for it; undefined otherwise. `none` means nothing is wrong. */
export function findReason(keyword: string): KnownReason | undefined {
  return knownReasons.find(reason => reason === keyword) ?? knownReasons.find(reason => reason === keyword.replace(/-(error|warning|report)$/, ''));
}
