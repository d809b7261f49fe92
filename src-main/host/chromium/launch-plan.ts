import { existsSync } from 'node:fs';
import { findBrowserUser, type BrowserUser } from './browser-user.ts';
import { HostStartError } from './host-start-error.ts';
import { canLeaveNetwork } from './network-namespace.ts';

export type LaunchOptions = {
  /** The browser's own binary, not a distribution's wrapper script; found in the usual places if not told. */
  readonly binary?: string;
  /** Without a display, for tests and rehearsals. */
  readonly headless?: boolean;
  /** The ordinary user of the browser when this process is root; `danglian`, else `nobody`, if not told. */
  readonly runAs?: string;
  readonly startTimeoutMs?: number;
};

export type LaunchPlan = {
  readonly binary: string;
  readonly isHeadless: boolean;
  readonly hasNoNetwork: boolean;
  readonly user: BrowserUser | undefined;
  readonly startTimeoutMs: number;
};

/** The real binaries, not the distributions' wrapper scripts: those add keys, extensions and switches of their own. */
const knownBinaries = [
  '/usr/lib/chromium/chromium',
  '/usr/lib/chromium-browser/chromium-browser',
  '/usr/lib64/chromium-browser/chromium-browser',
  '/usr/lib64/chromium/chromium',
  '/opt/google/chrome/chrome',
];

/** Looks at what this machine offers; throws HostStartError with what to do about it. */
export function planLaunch(options: LaunchOptions): LaunchPlan {
  const binary = findBinary(options.binary);
  const isHeadless = options.headless ?? false;
  if (!isHeadless && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) {
    throw new HostStartError('no-display', 'There is no display to open a window on (DISPLAY and WAYLAND_DISPLAY are not set). Start it from a desktop session, or under xvfb-run.');
  }
  const user = findBrowserUser(options.runAs);
  return { binary, isHeadless, user, hasNoNetwork: canLeaveNetwork(user), startTimeoutMs: options.startTimeoutMs ?? 15_000 };
}

function findBinary(binary?: string): string {
  const candidates = binary === undefined ? knownBinaries : [binary];
  const found = candidates.find((path) => existsSync(path));
  if (found === undefined) {
    throw new HostStartError('binary-missing', `No Chromium was found (${candidates.join(', ')}). Install it, for example: apt install chromium chromium-sandbox`);
  }
  return found;
}
