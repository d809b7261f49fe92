import type { Gender } from '#shared/domain/person';
import type { Secrecy } from '#shared/domain/secrecy';
import { textLimits } from '../limits.ts';

/** One field as text: well-formed, without NUL (which no database takes), and not longer than the limit. */
export function fieldText(text: string): string {
  const cut = text.length > textLimits.maxFieldLength ? `${text.trim().slice(0, textLimits.maxFieldLength)}…` : text.trim();
  // Also half a character that the cut left.
  return cut.replace(/[\p{Cs}\u0000]/gu, '\ufffd');
}

export function fieldOrNull(text: string): string | null {
  return fieldText(text) || null;
}

const separatedDate = /^(\d{4})(?:[年./\-—](\d{1,2})(?:[月./\-—](\d{1,2})日?|月)?|年)?$/;

/** `2012年3月5日`, `2012.03`, `2012-3-5`, `20120305` as digits; anything else as it is written. */
export function normaliseDate(text: string): string {
  if (text.length > 40) return fieldText(text);
  const compact = text.normalize('NFKC').replace(/\s+/g, '');
  if (/^\d{4}(\d{2}){0,2}$/.test(compact)) return compact;
  const [, year, month, day] = separatedDate.exec(compact) ?? [];
  return year === undefined ? fieldText(text) : [year, month?.padStart(2, '0'), day?.padStart(2, '0')].join('');
}

/** Year, month and day of three columns; empty and zero parts are left out as papers leave them out. */
export function joinDate(parts: readonly string[]): string {
  const given = parts.map(part => part.normalize('NFKC').replace(/[年月日\s]/g, '')).filter(part => part !== '' && Number(part) !== 0);
  return normaliseDate(given.join('.'));
}

/** `3`, `03`, `３`, `3页`, `3.0`; null for whatever is no whole number. */
export function parseCount(text: string): number | null {
  const [, digits] = /^0*(\d{1,6})(?:\.0+)?[页份号]?$/.exec(text.normalize('NFKC').trim()) ?? [];
  return digits === undefined ? null : Number(digits);
}

export function parseGender(text: string): Gender | null {
  if (/^(男性?|1|male|m)$/i.test(text.trim())) return 'male';
  return /^(女性?|2|female|f)$/i.test(text.trim()) ? 'female' : null;
}

const levels: readonly (readonly [RegExp, Secrecy['level'], number])[] = [[/绝密|^top-secret$/, 'top-secret', 30], [/机密|^confidential$/, 'confidential', 20], [/秘密|^secret$/, 'secret', 10]];

/** `秘密★10年`, or level and term apart; without a term the level's longest. Null for what names no level. */
export function parseSecrecy(level: string, years: string): Secrecy | null {
  const known = levels.find(([pattern]) => pattern.test(level.trim()));
  if (known === undefined) return null;
  const term = Number(/(\d{1,2})/.exec(years === '' ? level : years)?.[1] ?? known[2]);
  return { level: known[1], years: Math.min(30, Math.max(1, term)) };
}
