import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { formPath } from '../../src-shared/contract/server/form-operations.ts';
import type { MediumState } from '../../src-shared/domain/medium.ts';
import { aBatch, anIntakeOffice, offer, type IntakeOffice } from '../support/delivery.ts';
import { aKey, eventsOf } from '../support/office.ts';
import { databaseKinds, startTestServer, type TestServer } from '../support/server.ts';

describe.each(databaseKinds)('the register of media on %s', kind => {
  let server: TestServer;
  let office: IntakeOffice;
  beforeAll(async () => {
    server = await startTestServer({ database: kind });
    office = await anIntakeOffice(server);
  });
  afterAll(() => server.close());

  let last = 0;
  const register = (overrides: { readonly number?: string; readonly idempotencyKey?: ReturnType<typeof aKey> } = {}) =>
    server.call(office.archivist.token, 'media.register', {
      ...{ idempotencyKey: aKey(), number: `盘-${String(++last)}`, kind: 'optical-disc', serialNumber: 'SN1', capacity: '25 GB', secrecy: { level: 'secret', years: 10 } },
      ...{ contents: '第一批档案', volumes: 2, persons: 2, contentsDigest: '', purpose: '数字化成果交接', approvalNumber: '批1', ...overrides },
    });
  const move = (id: Awaited<ReturnType<typeof register>>['id'], to: MediumState) =>
    server.call(office.archivist.token, 'media.move', { id, to, handedBy: '甲', receivedBy: '乙', witness: '丙', place: '机房', cabinet: '3-2', note: '' });

  test('a batch is read from a received medium only, and the medium is not given away meanwhile', async () => {
    const medium = await register();
    await expect(aBatch(server, office, { mediumId: medium.id })).rejects.toMatchObject({ code: 'medium.not-received' });
    await move(medium.id, 'received');
    const batch = await aBatch(server, office, { mediumId: medium.id });
    expect(batch).toMatchObject({ mediumNumber: medium.number, mediumContents: { registeredVolumes: 2, offeredVolumes: 0 } });
    await offer(server, office, { batchId: batch.id, name: '张三', files: [{ name: '1.履历材料/0101.jpg', bytes: Buffer.from('x') }] });
    expect((await server.call(office.archivist.token, 'intake.getBatch', { id: batch.id })).mediumContents).toMatchObject({ registeredVolumes: 2, offeredVolumes: 1, offeredPersons: 1 });
    await expect(move(medium.id, 'returned')).rejects.toMatchObject({ code: 'medium.being-read', params: { batch: batch.number } });
    await server.db.updateTable('intakeBatches').set({ state: 'returned' }).where('id', '=', batch.id).execute();
    expect(await move(medium.id, 'sealed')).toMatchObject({ state: 'sealed', batchNumbers: [batch.number], moves: [{ to: 'received', witness: '丙' }, { to: 'sealed', cabinet: '3-2' }] });
    expect((await eventsOf(server, medium.number)).map(({ act }) => act)).toEqual(['media.register', 'media.move', 'media.move']);
  });

  test('it goes its way and no other; its number is its own', async () => {
    const { id, number } = await register();
    for (const to of ['sealed', 'returned', 'destroyed'] as const) await expect(move(id, to)).rejects.toMatchObject({ code: 'medium.state-conflict' });
    await move(id, 'received');
    await move(id, 'returned');
    await expect(move(id, 'received')).rejects.toMatchObject({ code: 'medium.state-conflict' });
    await expect(register({ number })).rejects.toMatchObject({ code: 'medium.number-taken', params: { number } });
    const idempotencyKey = aKey();
    const twins = await Promise.all([1, 2, 3].map(() => register({ number: '重发', idempotencyKey })));
    expect(new Set(twins.map(twin => twin.id)).size).toBe(1);
  });

  test('it prints for its own unit; another unit sees none of it', async () => {
    const { token } = office.archivist;
    const printed = await server.app.inject({ method: 'GET', url: formPath({ kind: 'media-register' }), headers: { authorization: `Bearer ${token}` } });
    expect([printed.statusCode, printed.headers['content-type'], printed.rawPayload.subarray(0, 5).toString()]).toEqual([200, 'application/pdf', '%PDF-']);
    const { items } = await server.call(token, 'media.list', { query: '盘-' });
    const elsewhere = await anIntakeOffice(server);
    expect(await server.call(elsewhere.archivist.token, 'media.list', {})).toEqual({ items: [], total: 0 });
    await expect(server.call(elsewhere.archivist.token, 'media.get', { id: items[0]!.id })).rejects.toMatchObject({ code: 'resource.not-found' });
  });
});
