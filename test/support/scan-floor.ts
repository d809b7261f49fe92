import { evenPatience, type ScanPatience } from '../../src-main/device-host/scan-pace.ts';
import type { DraftId } from '../../src-shared/domain/ids.ts';
import { anAccount, testPassword } from './builders.ts';
import { findDeviceHosts } from './device-host-pids.ts';
import { startScriptedScanner, type ScriptedScanner } from './scripted-scanner.ts';
import { startTestServer, type TestServer } from './server.ts';
import { startTerminalProcess, type TerminalProcess } from './terminal-process.ts';
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
  /** A process of its own: what blocks it is its own doing, not the data centre's or the test's. */
  readonly terminal: TerminalProcess;
  readonly scanner: ScriptedScanner;
  readonly newDraft: () => Promise<DraftId>;
  readonly deviceHosts: () => Promise<readonly number[]>;
  readonly close: () => Promise<void>;
};

/** A data centre, a terminal with somebody signed in, and the scripted scanner below the real libsane. */
export async function openScanFloor(patience: ScanPatience = shortPatience): Promise<ScanFloor> {
  const server = await startTestServer({ database: 'pglite' });
  const door = await listen(server);
  const scanner = await startScriptedScanner();
  const terminal = await startTerminalProcess({ ...door, deviceEnvironment: scanner.env, scanPatience: patience });
  const { loginName } = await anAccount(server.db, { roles: ['archivist'] });
  await terminal.call('session.signIn', { loginName, password: testPassword });
  await terminal.call('scanning.listScanners', {});
  return {
    server,
    door,
    terminal,
    scanner,
    newDraft: async () => (await terminal.call('drafts.create', { volumeId: crypto.randomUUID(), personId: crypto.randomUUID(), personName: '王建国' })).id,
    deviceHosts: () => findDeviceHosts(scanner.env['SANE_CONFIG_DIR']!),
    close: async () => {
      await terminal.close();
      await scanner.stop();
      await door.stop();
      await server.close();
    },
  };
}
