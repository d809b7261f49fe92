import { spawnSync } from 'node:child_process';
import type { BrowserUser } from './browser-user.ts';

const unshare = ['--map-current-user', '--net', '--'];

/**
 * Puts the command into a network namespace of its own, which has not even a loopback: whatever the engine tries
 * (WebRTC probes, multicast), nothing leaves it. Pipes and path sockets (X11, D-Bus) still pass.
 */
export function withoutNetwork(binary: string, parameters: readonly string[]): [string, string[]] {
  return ['unshare', [...unshare, binary, ...parameters]];
}

/**
 * Kernels and containers may forbid it; then the switches, the host resolver rules and the content policy must do alone. Waited for on the
 * spot: it takes some milliseconds, and whatever else is read meanwhile would hold up the browser, which takes the longest of all.
 */
export function canLeaveNetwork(user: BrowserUser | undefined): boolean {
  const { status } = spawnSync('unshare', [...unshare, 'true'], { stdio: 'ignore', timeout: 5000, ...(user ? { uid: user.userId, gid: user.groupId } : {}) });
  return status === 0;
}
