import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sourceOf } from '../../src-server/features/intake/packages/index.ts';
import { openContainer } from '../../src-server/features/intake/packages/container/container.ts';
import { VolumeId } from '../../src-shared/domain/ids.ts';
import { anAccount, aPerson, aUnit, aVolume, testPassword } from '../support/builders.ts';
import { aKey, anUpload, aRow, aScan } from '../support/office.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { startTestTerminal, type TestTerminal } from '../support/terminal.ts';
import { listen, type ListeningServer } from '../support/tls-server.ts';

let server: TestServer;
let door: ListeningServer;
let terminal: TestTerminal;

beforeAll(async () => {
  server = await startTestServer({ database: 'pglite' });
  door = await listen(server);
  terminal = await startTestTerminal(door);
});
afterAll(async () => {
  await terminal.close();
  await door.stop();
  await server.close();
});

test('a volume is saved as a package that only a partner can open, whole or not at all', async () => {
  const unit = await aUnit(server.db);
  const archivist = await anAccount(server.db, { roles: ['archivist'], unitId: unit.id });
  const id = VolumeId.parse((await aVolume(server.db, { personId: (await aPerson(server.db, { unitId: unit.id, name: '欧阳不传' })).id })).id);
  await terminal.call('session.signIn', { loginName: archivist.loginName, password: testPassword });
  const { publicKey: recipient } = await terminal.call('intake.recipient', {});
  expect((await terminal.call('intake.listPartners', {})).partners).toMatchObject([{ publicKey: recipient, isOwn: true }]);
  await terminal.call('session.confirmPassword', { password: testPassword });
  await expect(terminal.call('volumes.savePackage', { id, recipient })).rejects.toMatchObject({ code: 'package.nothing-to-export' });

  const uploads = [await anUpload(server, archivist.id, await aScan())];
  await terminal.call('volumes.fileMaterial', { volumeId: id, idempotencyKey: aKey(), row: aRow('1', 1), pages: uploads });
  const { path } = await terminal.call('volumes.savePackage', { id, recipient });
  expect(basename(path)).toMatch(/^加密档案包-\d{8}-[0-9a-f]{8}\.zip$/);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  const { files, read } = await openContainer(sourceOf(await readFile(path)));
  expect(files.map(file => file.path)).toEqual(['envelope.sealed', 'parts/000001.sealed', 'parts/000002.sealed', 'manifest.sealed']);
  expect((await read('manifest.sealed')).includes('欧阳不传')).toBe(false);

  // A page that cannot be read any more ends the download half-way.
  await server.services.pages.remove((await server.db.selectFrom('pages').select('optimisedBlob').executeTakeFirstOrThrow()).optimisedBlob);
  await expect(terminal.call('volumes.savePackage', { id, recipient })).rejects.toMatchObject({ code: 'server.unreachable' });
  expect(await readdir(dirname(path))).toEqual([basename(path)]);
});
