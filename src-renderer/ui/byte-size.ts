const units = ['KB', 'MB', 'GB', 'TB'] as const;

/** `0.8 MB`, `98 MB`, `4.1 GB`: three digits say enough; powers of ten, as on the labels of media. */
export function formatBytes(bytes: number): string {
  let value = bytes / 1000;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = value >= 10 || value === 0 ? 0 : 1;
  return `${value.toFixed(digits)} ${units[unit] ?? 'KB'}`;
}
