import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto';
import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { volumePackagePath } from '../../src-shared/contract/server/intake-operations.ts';
import type { PackageId} from '../../src-shared/domain/ids.ts';
import { VolumeId } from '../../src-shared/domain/ids.ts';
import { buildServer } from '../../src-server/app/build-server.ts';
import { requireKeeper } from '../../src-server/features/audit/index.ts';
import { openExchange } from '../../src-server/features/intake/index.ts';
import { aHolder } from '../support/administrators.ts';
import { aPerson } from '../support/builders.ts';
import { acceptBatch, aBatch, aCataloguedPerson, aPackageUpload, allowDrawnPages, anIntakeOffice, letPass, offer, packageNameOf, settled, startTestIntake, volumeFiles, type Delivered, type IntakeOffice, type RunningIntake } from '../support/delivery.ts';
import { aKey, eventsOf, keepSignedIn } from '../support/office.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

/** The data centre after a restart with these partners: its keys are the ones of before. */
async function restartWith(server: TestServer, partners: string): Promise<TestServer> {
  await writeFile(join(server.dataDirectory, 'exchange-partners.txt'), partners);
  const services = { ...server.services, exchange: await openExchange(server.dataDirectory, { signer: requireKeeper(server.db).signer, db: server.db, now: new Date() }) };
  const app = buildServer({ ...server.parts, services });
  await app.ready();
  return { ...server, services, app };
}

type Asked = { readonly id: string; readonly recipient: string };
type Answer = { readonly status: number; readonly code: string; readonly bytes: Buffer };

async function ask({ app, terminalHeaders }: TestServer, token: string, { id, recipient }: Asked): Promise<Answer> {
  const reply = await app.inject({ method: 'GET', url: volumePackagePath(VolumeId.parse(id), recipient), headers: { ...terminalHeaders, authorization: `Bearer ${token}` } });
  const isJson = String(reply.headers['content-type']).startsWith('application/json');
  return { status: reply.statusCode, code: isJson ? reply.json<{ error: { code: string } }>().error.code : '', bytes: reply.rawPayload };
}

describe('a volume from one data centre to another', () => {
  let sender: TestServer;
  let receiver: TestServer;
  let from: IntakeOffice;
  let to: IntakeOffice;
  let running: readonly RunningIntake[] = [];
  let person: Delivered;
  let recipientKey = '';
  const plan = { '1/1': 2, '4-1/1': 1, '9-2/1': 2 };

  beforeAll(async () => {
    const [first, second] = [await startTestServer({ database: 'postgres', hasSecondNet: true }), await startTestServer({ database: 'pglite' })];
    from = await anIntakeOffice(first);
    to = await anIntakeOffice(second);
    for (const [server, office] of [[first, from], [second, to]] as const) {
      await keepSignedIn(server);
      await allowDrawnPages(server, office);
    }
    const own = await first.call(from.archivist.token, 'intake.recipient', {});
    const other = await second.call(to.archivist.token, 'intake.recipient', {});
    recipientKey = other.publicKey;
    sender = await restartWith(first, `# 对方数据中心\n${other.senderKey} ${other.publicKey}\n`);
    receiver = await restartWith(second, `${own.senderKey} # 只收不发\n`);
    running = [startTestIntake(sender), startTestIntake(receiver)];
    person = await aCataloguedPerson(sender, from, plan);
    const batch = await aBatch(sender, from);
    const { id } = await offer(sender, from, { batchId: batch.id, name: packageNameOf(person), files: await volumeFiles(plan) });
    await settled(sender, id);
    await letPass(sender, from, id);
    await acceptBatch(sender, from, batch.id);
    await settled(sender, id, ['accepted']);
  });
  afterAll(async () => {
    for (const each of running) await each.stop();
    await sender.close();
    await receiver.close();
    expect(running.flatMap(({ bugs }) => bugs)).toEqual([]);
  });

  const offerSealed = async (server: TestServer, office: IntakeOffice, bytes: Buffer): Promise<PackageId> => {
    const batch = await aBatch(server, office);
    const uploadId = await aPackageUpload(server, office.archivist.id, bytes);
    const digest = createHash('sha256').update(bytes).digest('hex');
    const { id } = await server.call(office.archivist.token, 'intake.offerPackage', { batchId: batch.id, idempotencyKey: aKey(), name: '外来包', uploadId, bytes: bytes.length, digest });
    await settled(server, id);
    return id;
  };
  const findingsOf = async (server: TestServer, office: IntakeOffice, id: PackageId): Promise<string[]> =>
    (await server.call(office.archivist.token, 'intake.getPackage', { id })).findings.map(({ rule, variant }) => `${rule} ${variant}`);
  const digestsOf = ({ db }: TestServer, volumeId: string): Promise<unknown> =>
    db.selectFrom('pages').innerJoin('materials', 'materials.id', 'materialId').select(['classCode', 'sequence', 'number', 'originalDigest']).where('volumeId', '=', volumeId).where('untilVersion', 'is', null).orderBy('classCode').orderBy('sequence').orderBy('number').execute();

  test('is sealed for the one who is to have it, and every page arrives as it left', async () => {
    const sealed = await ask(sender, from.archivist.token, { id: person.volumeId, recipient: recipientKey });
    expect(sealed.status).toBe(200);
    for (const secret of [person.name, person.idNumber, '材料1/1', 'JFIF']) expect(sealed.bytes.includes(Buffer.from(secret)), secret).toBe(false);
    const { fingerprint } = await receiver.call(to.archivist.token, 'intake.recipient', {});
    expect((await eventsOf(sender, person.archiveNumber)).at(-1)).toMatchObject({ act: 'volumes.export', result: 'done', actorId: from.archivist.id, detail: `recipient=${fingerprint} materials=3 images=10 version=2` });

    const known = await aPerson(receiver.db, { unitId: to.unitId, idNumber: person.idNumber, name: person.name, bornOn: person.idNumber.slice(6, 14), gender: Number(person.idNumber[16]) % 2 === 1 ? 'male' : 'female' });
    const id = await offerSealed(receiver, to, sealed.bytes);
    expect(await receiver.call(to.archivist.token, 'intake.getPackage', { id })).toMatchObject({ format: 'sealed', personName: person.name, materials: 3, pages: 5 });
    expect((await findingsOf(receiver, to, id)).filter(each => each.startsWith('P01'))).toEqual([]);
    await letPass(receiver, to, id);
    await acceptBatch(receiver, to, (await receiver.call(to.archivist.token, 'intake.getPackage', { id })).batchId);
    await settled(receiver, id, ['accepted']);
    const { id: volumeId } = await receiver.db.selectFrom('volumes').select('id').where('personId', '=', known.id).executeTakeFirstOrThrow();
    const arrived = await digestsOf(receiver, volumeId);
    expect(arrived).toHaveLength(5);
    expect(arrived).toEqual(await digestsOf(sender, person.volumeId));
  });

  test('is refused where it was not meant to go, and by whoever does not know its sender', async () => {
    const sealed = await ask(sender, from.archivist.token, { id: person.volumeId, recipient: recipientKey });
    expect(await findingsOf(sender, from, await offerSealed(sender, from, sealed.bytes))).toContain('P01 sealed-for-another');
    // Revoked by the security officer, his packages are refused from the next one on.
    const { token } = await aHolder(receiver, ['security-officer']);
    const { partners } = await receiver.call(token, 'partners.list', {});
    expect(partners).toMatchObject([{ name: '只收不发', sends: true, receives: false, addedBy: null, revokedAt: null }]);
    await receiver.call(token, 'partners.revoke', { id: partners[0]!.id, reason: '对方密钥泄露' });
    expect(await findingsOf(receiver, to, await offerSealed(receiver, to, sealed.bytes))).toContain('P01 signature-invalid');
    // The file of the earlier program does not bring him back.
    await restartWith(receiver, `${(await sender.call(from.archivist.token, 'intake.recipient', {})).senderKey} # 又来了\n`);
    expect((await receiver.call(token, 'partners.list', {})).partners).toMatchObject([{ name: '只收不发', reason: '对方密钥泄露', revokedAt: expect.any(String) as string }]);
    await expect(receiver.call(token, 'partners.revoke', { id: partners[0]!.id, reason: '再来一次' })).rejects.toMatchObject({ code: 'record.changed' });
  });

  test('partners are the security officer’s: added by their keys, once, after what the keys say of themselves', async () => {
    const officer = await aHolder(sender, ['security-officer']);
    const keys = { senderKey: null, recipientKey: generateKeyPairSync('x25519').publicKey.export({ format: 'jwk' }).x ?? '' };
    expect(await sender.call(officer.token, 'partners.read', keys)).toEqual({ sender: null, recipient: expect.stringMatching(/^[0-9a-f]{16}$/) as string });
    await expect(sender.call(officer.token, 'partners.read', { ...keys, senderKey: 'no key' })).rejects.toMatchObject({ code: 'partner.key-unreadable' });
    await expect(sender.call(officer.token, 'partners.add', { senderKey: null, recipientKey: null, name: '无密钥' })).rejects.toMatchObject({ code: 'input.invalid' });
    const { id } = await sender.call(officer.token, 'partners.add', { ...keys, name: '鄂尔多斯数据中心' });
    await expect(sender.call(officer.token, 'partners.add', { ...keys, name: '换个名字' })).rejects.toMatchObject({ code: 'partner.key-known' });
    expect((await sender.call(from.archivist.token, 'intake.listPartners', {})).partners.map(({ name, isOwn }) => [name, isOwn])).toContainEqual(['鄂尔多斯数据中心', false]);
    expect((await ask(sender, from.archivist.token, { id: person.volumeId, recipient: keys.recipientKey })).status).toBe(200);
    await sender.call(officer.token, 'partners.revoke', { id, reason: '机构撤并' });
    expect((await ask(sender, from.archivist.token, { id: person.volumeId, recipient: keys.recipientKey })).code).toBe('package.recipient-unknown');
    await expect(sender.call(from.archivist.token, 'partners.list', {})).rejects.toMatchObject({ code: 'resource.not-found' });
    expect((await eventsOf(sender, '鄂尔多斯数据中心')).map(({ act }) => act)).toEqual(['partners.add', 'partners.revoke']);
  });

  test('leaves for a partner alone, by a custodian who has just proved himself', async () => {
    const x25519 = generateKeyPairSync('x25519').publicKey.export({ format: 'jwk' }).x ?? '';
    const refusal = async (token: string, asked: Partial<Asked>): Promise<string> => (await ask(sender, token, { id: person.volumeId, recipient: recipientKey, ...asked })).code;
    expect(await refusal(from.archivist.token, { recipient: x25519 })).toBe('package.recipient-unknown');
    expect(await refusal(from.archivist.token, { recipient: Buffer.alloc(32).toString('base64url') })).toBe('input.invalid');
    expect(await refusal(from.archivist.token, { recipient: randomBytes(31).toString('base64url') })).toBe('input.invalid');
    expect(await refusal(from.approver.token, {})).toBe('resource.not-found');
    const elsewhere = await anIntakeOffice(sender);
    expect(await refusal(elsewhere.archivist.token, {})).toBe('resource.not-found');
    expect((await eventsOf(sender, person.archiveNumber)).filter(({ act, result }) => act === 'volumes.export' && result === 'denied')).toHaveLength(1);
    await sender.db.updateTable('sessions').set({ confirmedAt: new Date(0) }).where('accountId', '=', from.archivist.id).execute();
    expect(await refusal(from.archivist.token, {})).toBe('session.confirmation-required');
  });

  test('keeps its private key to itself', async () => {
    const { mode } = await stat(join(receiver.dataDirectory, 'recipient.key'));
    expect(mode & 0o777).toBe(0o600);
    await expect(restartWith(receiver, 'danglian-audit-0+abcd\n')).rejects.toThrow(/line 1/);
  });
});
