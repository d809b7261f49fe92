import { spawn } from 'node:child_process';
import type { BrowserUser } from './browser-user.ts';

const unshare = ['--map-current-user', '--net', '--'];

/**
 * Puts the command into a network namespace of its own, which has not even a loopback: whatever the engine tries
 * (WebRTC probes, multicast), nothing leaves it. Pipes and path sockets (X11, D-Bus) still pass.
 */
export function withoutNetwork(binary: string, parameters: readonly string[]): [string, string[]] {
  return ['unshare', [...unshare, binary, ...parameters]];
}

/** Kernels and containers may forbid it; then the switches, the host resolver rules and the content policy must do alone. */
export function canLeaveNetwork(user: BrowserUser | undefined): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = spawn('unshare', [...unshare, 'true'], {
      stdio: 'ignore',
      timeout: 5000,
      ...(user ? { uid: user.userId, gid: user.groupId } : {}),
    });
    probe.on('error', () => { resolve(false); });
    probe.on('exit', (code) => { resolve(code === 0); });
  });
}
