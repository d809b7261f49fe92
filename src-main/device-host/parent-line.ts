import { randomUUID } from 'node:crypto';
import type { DeviceFrame } from '#shared/contract/desk-device-api';

/** From a child process to the program that started it. The parent may go at any moment; "disconnect" is what tells us, not a failed send. */
export function tellParent(frame: DeviceFrame): void {
  if (process.connected) process.send?.(frame, undefined, undefined, () => undefined);
}

/** The parent writes our stderr into its log: no more than where it happened. */
export function reportBug(error: unknown): string {
  const reportId = randomUUID();
  const stack = error instanceof Error ? (error.stack ?? error.message) : typeof error;
  process.stderr.write(`${reportId} ${stack.replaceAll('\n', ' | ')}\n`);
  return reportId;
}
