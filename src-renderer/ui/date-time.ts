const two = (value: number): string => String(value).padStart(2, '0');

/** Beijing time, UTC+8 all year: one time for the whole country, whatever the terminal is set to. */
const beijingOffsetMs = 8 * 3600 * 1000;

/** `2026.11.22 09:05` in Beijing time: the form used on registers and in marks, the same in every language. */
export function formatDateTime(isoTime: string): string {
  const time = new Date(Date.parse(isoTime) + beijingOffsetMs);
  if (Number.isNaN(time.getTime())) return isoTime;
  const date = [String(time.getUTCFullYear()), two(time.getUTCMonth() + 1), two(time.getUTCDate())].join('.');
  return `${date} ${two(time.getUTCHours())}:${two(time.getUTCMinutes())}`;
}

/** `2026.11.22 09:05:07` where seconds matter. */
export function formatDateTimeSeconds(isoTime: string): string {
  const time = new Date(isoTime);
  return Number.isNaN(time.getTime()) ? isoTime : `${formatDateTime(isoTime)}:${two(time.getSeconds())}`;
}

/** `4:05`, `1:02:05`. Never below zero. */
export function formatCountdown(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds));
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  return hours > 0 ? `${String(hours)}:${two(minutes)}:${two(whole % 60)}` : `${String(minutes)}:${two(whole % 60)}`;
}
