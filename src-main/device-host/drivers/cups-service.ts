/** Where distributions put the scheduler. */
const places = ['/usr/sbin/cupsd', '/usr/bin/cupsd', '/usr/local/sbin/cupsd'] as const;

/** Whether there is no print service on this machine to be started; one elsewhere (CUPS_SERVER) is somebody else's to install. */
export function isCupsMissing(env: Readonly<Record<string, string | undefined>>, exists: (path: string) => boolean): boolean {
  return (env['CUPS_SERVER'] ?? '') === '' && !places.some(place => exists(place));
}
