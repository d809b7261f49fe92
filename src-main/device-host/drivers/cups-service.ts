import { existsSync } from 'node:fs';
import { ippServerOf, type IppServer } from './ipp-client.ts';

/** Where a print service listens, and whether there is none on this machine that could be started. */
export type PrintService = { readonly server: IppServer; readonly isMissing: () => boolean };

/** Where distributions put the scheduler. */
const places = ['/usr/sbin/cupsd', '/usr/bin/cupsd', '/usr/local/sbin/cupsd'] as const;

/** Whether there is no print service on this machine to be started; one elsewhere (CUPS_SERVER) is somebody else's to install. */
export function isCupsMissing(env: Readonly<Record<string, string | undefined>>, exists: (path: string) => boolean): boolean {
  return (env['CUPS_SERVER'] ?? '') === '' && !places.some(place => exists(place));
}

export function localPrintService(env: Readonly<Record<string, string | undefined>>): PrintService {
  return { server: ippServerOf(env), isMissing: () => isCupsMissing(env, existsSync) };
}
