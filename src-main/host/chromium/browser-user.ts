import { readFileSync } from 'node:fs';
import { HostStartError } from './host-start-error.ts';

export type BrowserUser = { readonly name: string; readonly userId: number; readonly groupId: number };

const preferredNames = ['danglian', 'nobody'];

/**
 * Chromium's sandbox refuses to work for root, and it is never switched off: as root the browser runs as an ordinary user.
 * `undefined` when this process is an ordinary user already.
 */
export function findBrowserUser(runAs?: string): BrowserUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const users = readUsers();
  const names = runAs === undefined ? preferredNames : [runAs];
  const user = names.map((name) => users.get(name)).find((found) => found !== undefined);
  if (!user || user.userId === 0) {
    throw new HostStartError(
      'no-ordinary-user',
      `The window must not run as root, and there is no ordinary user for it (looked for: ${names.join(', ')}). Create one, for example: useradd --system danglian`,
    );
  }
  return user;
}

function readUsers(): ReadonlyMap<string, BrowserUser> {
  const rows = readFileSync('/etc/passwd', 'utf8').split('\n').map((line) => line.split(':'));
  return new Map(
    rows.flatMap(([name, , userId, groupId]) =>
      name && userId && groupId ? [[name, { name, userId: Number(userId), groupId: Number(groupId) }] as const] : [],
    ),
  );
}
