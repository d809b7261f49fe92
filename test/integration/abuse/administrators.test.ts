import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anAccount } from '../../support/builders.ts';
import { byteDoors } from '../../support/byte-doors.ts';
import { aGrant, anOffice, type Office } from '../../support/office.ts';
import { databaseKinds, startTestServer, type TestServer } from '../../support/server.ts';

describe.each(databaseKinds)('administrators who want to see files, on %s', kind => {
  let server: TestServer;
  let office: Office;
  beforeAll(async () => {
    server = await startTestServer({ database: kind });
    office = await anOffice(server);
  });
  afterAll(() => server.close());

  test.each(['system-administrator', 'security-officer', 'auditor'] as const)('case 32: a %s, whatever other roles he holds, finds no person, file, request, copy or page, and each try is recorded', async held => {
    const session = await server.call(office.reader.token, 'viewing.open', { requestId: await aGrant(server, office) });
    const mighty = await anAccount(server.db, { unitId: office.archivist.unitId, roles: [held, 'archivist', 'approver', 'reader', 'selector'] });
    const token = await server.signIn(mighty.loginName);
    const questions = [
      () => server.call(token, 'people.search', { query: '王', page: 1 }), () => server.call(token, 'people.get', { id: office.person.id }),
      () => server.call(token, 'volumes.get', { id: office.volumeId }), () => server.call(token, 'viewing.openCustody', { volumeId: office.volumeId }),
      () => server.call(token, 'requests.list', { box: 'inbox', page: 1 }), () => server.call(token, 'requests.get', { id: session.requestId! }),
      () => server.call(token, 'viewing.open', { requestId: session.requestId! }), () => server.call(token, 'printing.list', { page: 1 }),
    ];
    for (const ask of questions) await expect(ask()).rejects.toMatchObject({ code: 'resource.not-found' });
    expect(await byteDoors(server).page(token, { sessionId: session.id, pageId: session.materials[0]!.pages[0]!.id })).toMatchObject({ status: 404 });
    const tries = await server.db.selectFrom('auditEvents').select('result').where('actorId', '=', mighty.id).where('result', '=', 'denied').execute();
    expect(tries).toHaveLength(questions.length + 1);
  });

  test('case 32: a copy of the page store holds ciphertext only, for originals and optimised images alike', async () => {
    const folder = join(server.dataDirectory, 'pages');
    const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter(entry => entry.isFile());
    expect(files.length).toBeGreaterThan(0);
    for (const { parentPath, name } of files) {
      const bytes = await readFile(join(parentPath, name));
      expect(bytes.indexOf(Buffer.from([0xff, 0xd8, 0xff]))).not.toBe(0);
      expect(bytes.includes(Buffer.from('JFIF'))).toBe(false);
    }
  });
});
