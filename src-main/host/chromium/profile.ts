import { chmodSync, chownSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserUser } from './browser-user.ts';
import { HostStartError } from './host-start-error.ts';

/** A folder that lives as long as one browser process: Chromium writes addresses and titles there. */
export type Profile = {
  readonly directory: string;
  readonly home: string;
  readonly temporary: string;
  wipe(): void;
};

const prefix = 'danglian-window-';
/** Chromium puts a socket under the temporary folder; the system allows 107 bytes for its path. */
const socketPath = '/org.chromium.Chromium.XXXXXX/SingletonSocket';

/** Mode 0700, owned by the browser's user, in memory where the system offers it (`XDG_RUNTIME_DIR`). */
export function createProfile(user: BrowserUser | undefined, parent?: string): Profile {
  const place = parent ?? defaultParent(user);
  if (Buffer.byteLength(join(place, `${prefix}4194304-XXXXXX${socketPath}`)) > 107) {
    throw new HostStartError('profile-unusable', `The path ${place} is too long for the folder of the window's browser.`);
  }
  try {
    wipeLeftovers(place);
    // mkdtemp makes it with mode 0700.
    const root = mkdtempSync(join(place, `${prefix}${String(process.pid)}-`));
    const [directory, home] = [join(root, 'profile'), join(root, 'home')];
    for (const folder of [directory, home]) mkdirSync(folder, { mode: 0o700 });
    if (user) for (const folder of [directory, home, root]) chownSync(folder, user.userId, user.groupId);
    return { directory, home, temporary: root, wipe: () => { wipe(root); } };
  } catch (error) {
    throw new HostStartError('profile-unusable', `No folder for the window's browser could be made in ${place}.`, { cause: error });
  }
}

function defaultParent(user: BrowserUser | undefined): string {
  const runtime = process.env['XDG_RUNTIME_DIR'];
  // Another user cannot enter our runtime directory.
  return user === undefined && runtime !== undefined && existsSync(runtime) ? runtime : tmpdir();
}

/** Folders of processes that were killed before they could clean up. */
function wipeLeftovers(place: string): void {
  for (const name of readdirSync(place)) {
    const processId = name.startsWith(prefix) ? Number(name.slice(prefix.length).split('-')[0]) : 0;
    if (processId > 0 && !existsSync(`/proc/${String(processId)}`)) wipe(join(place, name));
  }
}

function wipe(folder: string): void {
  try {
    // The browser's last process may still write for a moment.
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  } catch {
    // Not ours (another user's leftovers) or busy: the next start tries again.
  }
}

/**
 * The X server asks for a cookie that only the desktop's user may read. A browser that runs as another user gets its own
 * copy, readable for that user alone; it goes with the profile.
 */
export function copyDisplayCookie(profile: Profile, user: BrowserUser): string | undefined {
  const source = process.env['XAUTHORITY'] ?? join(homedir(), '.Xauthority');
  if (!existsSync(source)) return undefined;
  const copy = join(profile.home, '.Xauthority');
  copyFileSync(source, copy);
  chmodSync(copy, 0o600);
  chownSync(copy, user.userId, user.groupId);
  return copy;
}
