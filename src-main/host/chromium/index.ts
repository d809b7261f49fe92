export { createChromiumHost, type ChromiumHost, type ChromiumHostOptions } from './chromium-host.ts';
export type { HostLog, HostLogEntry } from './host-log.ts';
export { HostStartError, type HostStartReason } from './host-start-error.ts';
