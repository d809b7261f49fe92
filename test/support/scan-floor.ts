import { evenPatience, type ScanPatience } from '../../src-main/device-host/scan-pace.ts';
import type { DraftId } from '../../src-shared/domain/ids.ts';
import { anAccount, testPassword } from './builders.ts';
import { findDeviceHosts } from './device-host-pids.ts';
import { startScriptedScanner, type ScriptedScanner } from './scripted-scanner.ts';
import { startTestServer, type TestServer } from './server.ts';
import { startTestTerminal, type TestTerminal } from './terminal.ts';
import { listen, type ListeningServer } from './tls-server.ts';

/** Short, so that a test does not wait; no shorter than a busy machine needs to start a process. */
export const shortPatience: ScanPatience = {
  ...evenPatience(2_500),
  start: { floorMs: 700, unknownMs: 1_500, graceMs: 500 },
  read: { floorMs: 700, unknownMs: 1_500, graceMs: 500 },
  cancel: { floorMs: 500, unknownMs: 1_000, graceMs: 0 },
  close: { floorMs: 500, unknownMs: 1_500, graceMs: 0 },
};

export type ScanFloor = {
  readonly server: TestServer;
  /** Can be shut and opened again. */
  readonly door: ListeningServer;
  readonly terminal: TestTerminal;
  readonly scanner: ScriptedScanner;
  readonly newDraft: () => Promise<DraftId>;
  readonly deviceHosts: () => Promise<readonly number[]>;
  /** The longest time for which the main process could not answer its window since this was last asked. */
  readonly longestBlockMs: () => number;
  readonly close: () => Promise<void>;
};

/**
 * The longest time for which this thread computed without looking up. Measured in its own processor time: what a busy machine takes from
 * it blocks the window as well, but is nobody's fault here.
 */
function watchBlocks(): { readonly longestMs: () => number; readonly stop: () => void } {
  let longestMs = 0;
  let [lastAt, last] = [performance.now(), process.threadCpuUsage()];
  const timer = setInterval(() => {
    const now = process.threadCpuUsage();
    const computedMs = (now.user + now.system - last.user - last.system) / 1000;
    longestMs = Math.max(longestMs, Math.min(computedMs, performance.now() - lastAt));
    [lastAt, last] = [performance.now(), now];
  }, 5);
  return {
    longestMs: () => {
      const value = longestMs;
      longestMs = 0;
      return value;
    },
    stop: () => {
      clearInterval(timer);
    },
  };
}

/** A data centre, a terminal with somebody signed in, and the scripted scanner below the real libsane. */
export async function openScanFloor(patience: ScanPatience = shortPatience): Promise<ScanFloor> {
  const server = await startTestServer({ database: 'pglite' });
  const door = await listen(server);
  const scanner = await startScriptedScanner();
  const terminal = await startTestTerminal({ ...door, deviceEnvironment: scanner.env, scanPatience: patience });
  const { loginName } = await anAccount(server.db, { roles: ['archivist'] });
  await terminal.call('session.signIn', { loginName, password: testPassword });
  await terminal.call('scanning.listScanners', {});
  const blocks = watchBlocks();
  return {
    server,
    door,
    terminal,
    scanner,
    newDraft: async () => (await terminal.call('drafts.create', { volumeId: crypto.randomUUID(), personId: crypto.randomUUID(), personName: '王建国' })).id,
    deviceHosts: () => findDeviceHosts(scanner.env['SANE_CONFIG_DIR']!),
    longestBlockMs: blocks.longestMs,
    close: async () => {
      blocks.stop();
      await terminal.close();
      await scanner.stop();
      await door.stop();
      await server.close();
    },
  };
}
