const two = (value: number): string => String(value).padStart(2, '0');

/** `2026.11.22 09:05` by the clock of the terminal's place: the form used on registers, the same in every language. */
export function formatDateTime(isoTime: string): string {
  const time = new Date(isoTime);
  if (Number.isNaN(time.getTime())) return isoTime;
  const date = [String(time.getFullYear()), two(time.getMonth() + 1), two(time.getDate())].join('.');
  return `${date} ${two(time.getHours())}:${two(time.getMinutes())}`;
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
