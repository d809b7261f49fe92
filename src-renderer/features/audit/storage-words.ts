import type { LogStorage } from '#shared/domain/oversight';

const units = ['B', 'KB', 'MB', 'GB', 'TB'] as const;

/** `12.5 GB`, in steps of a thousand as disks are sold. */
export function formatBytes(bytes: number): string {
  const step = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** step;
  return `${value >= 100 || step === 0 ? value.toFixed(0) : value.toFixed(1)} ${units[step] ?? ''}`;
}

/** The day on which the log is full at its present pace; null when nobody can say. */
export function fullOn({ daysLeft }: LogStorage, now: number): string | null {
  return daysLeft === null ? null : new Date(now + daysLeft * 86_400_000).toISOString();
}
