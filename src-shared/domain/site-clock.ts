/** The whole country keeps one time; servers may be set to another. */
const timeZone = 'Asia/Shanghai';

const parts = new Intl.DateTimeFormat('en-GB', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

function partsOf(time: Date): Readonly<Record<string, string>> {
  return Object.fromEntries(parts.formatToParts(time).map(({ type, value }) => [type, value]));
}

/** `20261122`: the day in request numbers. */
export function formatSiteDay(time: Date): string {
  const { year = '', month = '', day = '' } = partsOf(time);
  return `${year}${month}${day}`;
}

/** `2026-11-22 19:40`: the time in marks and on printed sheets. */
export function formatSiteMinute(time: Date): string {
  const { year = '', month = '', day = '', hour = '', minute = '' } = partsOf(time);
  return `${year}-${month}-${day} ${hour}:${minute}`;
}
