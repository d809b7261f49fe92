import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { noSteps } from '../../src-shared/domain/page-steps.ts';
import { chooseByProfile, toSettings } from '../../src-shared/domain/profile-matching.ts';
import { ScanProfileId, type ScanProfile } from '../../src-shared/domain/scan-profile.ts';
import { aHolder, threeOffices, type ThreeOffices } from '../support/administrators.ts';
import { testPassword } from '../support/builders.ts';
import { startTestScanner, type TestScanner } from '../support/scanner.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { startTestTerminal, type TestTerminal } from '../support/terminal.ts';
import { listen, type ListeningServer } from '../support/tls-server.ts';

let server: TestServer;
let door: ListeningServer;
let offices: ThreeOffices;
let scanner: TestScanner;
let directory: string;
let terminal: TestTerminal;
let locked: ScanProfile;

beforeAll(async () => {
  server = await startTestServer({ database: 'pglite' });
  door = await listen(server);
  offices = await threeOffices(server);
  scanner = await startTestScanner();
  const content = { name: '锁定方案', unitId: null, source: 'feeder', mode: 'gray', resolutionDpi: 75, paper: 'a5', steps: noSteps, deviceOptions: [], isLocked: true, isButtonWatched: false } as const;
  locked = await server.call(offices.system.token, 'scanProfiles.save', { id: ScanProfileId.parse(randomUUID()), version: null, content });
  directory = await mkdtemp(join(tmpdir(), 'danglian-profiles-'));
  terminal = await startTestTerminal({ ...door, dataDirectory: directory, deviceEnvironment: scanner.env });
  await terminal.call('session.signIn', { loginName: (await aHolder(server, ['archivist'])).loginName, password: testPassword });
});
afterAll(async () => {
  await terminal.close();
  await Promise.all([scanner.stop(), door.stop()]);
  await server.close();
  await rm(directory, { recursive: true });
});

const aDraft = async () => (await terminal.call('drafts.create', { volumeId: randomUUID(), personId: randomUUID(), personName: '王建国' })).id;

test('a locked profile is scanned by as it is, or not at all; the others may be changed', async () => {
  const device = await terminal.call('scanning.describeScanner', { scannerId: 'test:0' });
  const { profiles } = await terminal.call('scanProfiles.list', {});
  const order = { draftId: await aDraft(), scannerId: 'test:0', replacePageId: null };
  const settings = { ...toSettings(chooseByProfile(locked, device), device), maxPages: 1 };
  const start = (profileId: ScanProfileId | null, change: object = {}) => terminal.call('scanning.start', { ...order, profileId, settings: { ...settings, ...change } });
  for (const change of [{ resolutionDpi: 100 }, { mode: 'Color' }, { source: 'Flatbed' }, { widthMm: 200 }]) await expect(start(locked.id, change)).rejects.toMatchObject({ code: 'scan-profile.locked' });
  await expect(start(ScanProfileId.parse(randomUUID()))).rejects.toMatchObject({ code: 'record.changed' });
  const from = terminal.events.length;
  await start(locked.id);
  expect(await terminal.waitFor('scan.finished', { from })).toMatchObject({ pagesDone: 1, error: null });
  const second = terminal.events.length;
  await start(profiles[0]!.id, { resolutionDpi: 100 });
  expect(await terminal.waitFor('scan.finished', { from: second })).toMatchObject({ pagesDone: 1, error: null });

  await server.call(offices.system.token, 'scanProfiles.setOnly', { isProfilesOnly: true });
  expect((await terminal.call('scanProfiles.list', {})).isProfilesOnly).toBe(true);
  for (const profileId of [null, profiles[0]!.id]) await expect(start(profileId)).rejects.toMatchObject({ code: 'scan-profile.locked' });
  await server.call(offices.system.token, 'scanProfiles.setOnly', { isProfilesOnly: false });
});

test('without the data centre the profiles of last time count, locks included, and lie encrypted', async () => {
  const known = await terminal.call('scanProfiles.list', {});
  expect(known.keptAt).toBeNull();
  await door.stop();
  const kept = await terminal.call('scanProfiles.list', {});
  expect(kept).toEqual({ ...known, keptAt: expect.stringMatching(/Z$/) as string });
  const settings = { source: 'Flatbed', mode: 'Color', resolutionDpi: 75, widthMm: 100, heightMm: 80, maxPages: 1 };
  await expect(terminal.call('scanning.start', { draftId: await aDraft(), scannerId: 'test:0', settings, replacePageId: null, profileId: locked.id })).rejects.toMatchObject({ code: 'scan-profile.locked' });
  for (const name of (await readdir(directory)).filter(each => each.startsWith('terminal.'))) expect((await readFile(join(directory, name))).includes('锁定方案')).toBe(false);
});
