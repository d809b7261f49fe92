import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PDFDocument } from 'pdf-lib';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import type { traceOperations } from '../../src-shared/contract/server/trace-operations.ts';
import { ViewSessionId } from '../../src-shared/domain/ids.ts';
import { deriveMarkKey, drawForensicTile } from '../../src-server/marks/index.ts';
import { startAdmin } from '../support/admin-program.ts';
import { anAccount, testPassword } from '../support/builders.ts';
import { anOffice, anUpload, type Office } from '../support/office.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { listen } from '../support/tls-server.ts';

type Question = Partial<z.input<(typeof traceOperations)['traces.run']['input']>>;

async function aForm(): Promise<Buffer> {
  const lines = Array.from({ length: 26 }, (_, index) => `<text x="100" y="${String(150 + index * 58)}" font-size="24" font-family="'Noto Sans CJK SC',sans-serif" fill="#222">干部任免审批表 工作经历 奖惩情况 ${String(index)}</text>`);
  return sharp(Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="1240" height="1754"><rect width="1240" height="1754" fill="#f2efe8"/>${lines.join('')}</svg>`)).flatten().jpeg({ quality: 80, chromaSubsampling: '4:2:0' }).toBuffer();
}

describe('traces of leaked pictures', () => {
  let server: TestServer;
  let office: Office;
  let auditor: { readonly id: string; readonly token: string };
  let session: { readonly id: string; readonly serial: number };
  let leaked: Buffer;

  beforeAll(async () => {
    server = await startTestServer({ database: 'pglite' });
    office = await anOffice(server);
    const account = await anAccount(server.db, { roles: ['auditor'] });
    auditor = { id: account.id, token: await server.signIn(account.loginName) };
    const { db, services } = server;
    // The page of the office is a small one: a form takes its place, so that the picture is as large as a real one.
    const page = await db.selectFrom('pages').innerJoin('materials', 'materials.id', 'pages.materialId').where('materials.volumeId', '=', office.volumeId).select('pages.id').executeTakeFirstOrThrow();
    await db.updateTable('pages').set({ optimisedBlob: await services.pages.put(await aForm()), halfBlob: null, widthPx: 1240, heightPx: 1754 }).where('id', '=', page.id).execute();
    const opened = await server.call(office.archivist.token, 'viewing.openCustody', { volumeId: office.volumeId });
    const row = await db.selectFrom('viewSessions').select('markSerial').where('id', '=', opened.id).executeTakeFirstOrThrow();
    session = { id: opened.id, serial: Number(row.markSerial) };
    const reply = await server.app.inject({ method: 'GET', url: `/api/v1/views/${opened.id}/pages/${page.id}?size=half`, headers: { ...server.terminalHeaders, authorization: `Bearer ${office.archivist.token}` } });
    expect(reply.statusCode).toBe(200);
    leaked = reply.rawPayload;
  });
  afterAll(() => server.close());

  async function trace(picture: Buffer, question: Question = {}) {
    const { uploadId } = await anUpload(server, auditor.id, picture);
    return server.call(auditor.token, 'traces.run', { uploadId, fileName: 'leak.jpg', ...question });
  }

  test('a screenshot names session, reader, unit and terminal, in JPEG, PNG, TIFF and on a page of a PDF', async () => {
    const photo = await sharp(leaked).resize(930).jpeg({ quality: 60 }).toBuffer();
    const answer = await trace(photo);
    expect(answer).toMatchObject({ method: 'blind', outcome: 'named', named: [{ id: session.id, readerName: office.archivist.displayName, terminalName: '测试终端', likeness: null }] });
    expect(answer.bound).toBeLessThan(1e-6);
    expect(answer.score).toBeGreaterThan(8);
    const document = await PDFDocument.create();
    document.addPage([595, 842]);
    document.addPage([595, 842]).drawImage(await document.embedJpg(leaked), { x: 20, y: 20, width: 555, height: 785 });
    const pdf = Buffer.from(await document.save());
    expect(await trace(await sharp(leaked).png({ compressionLevel: 1 }).toBuffer())).toMatchObject({ outcome: 'named' });
    expect(await trace(await sharp(leaked).tiff({ compression: 'deflate' }).toBuffer())).toMatchObject({ outcome: 'named' });
    expect(await trace(pdf, { page: 2 })).toMatchObject({ outcome: 'named', named: [{ id: session.id }] });
  });

  test('the unmarked page, another site’s mark and one of no session name nobody', async () => {
    expect(await trace(await aForm())).toMatchObject({ outcome: 'nothing', named: [], bound: null });
    const foreign = deriveMarkKey('foreign', Buffer.alloc(32, 5));
    expect(await trace(await withGrain(await aForm(), [drawForensicTile(foreign, { site: 1, serial: session.serial }, 256).levels]))).toMatchObject({ outcome: 'nothing', named: [] });
    const own = await ownKey();
    const unknown = await withGrain(await aForm(), [drawForensicTile(own.key, { site: own.site, serial: 5 }, 256).levels]);
    expect(await trace(unknown)).toMatchObject({ outcome: 'unknown-session', named: [], bound: null });
  });

  test('what was marked with a key of former times is still traced', async () => {
    const before = await ownKey();
    const later = new Date(Date.now() + 200 * 24 * 3_600_000);
    const next = await server.services.markKeys.current(later);
    expect(next.id).not.toBe(before.key.id);
    expect((await server.services.markKeys.all()).map(({ id }) => id)).toEqual([next.id, before.key.id]);
    const rows = await server.db.selectFrom('markKeys').selectAll().execute();
    for (const { sealed } of rows) expect(sealed.includes(next.secret)).toBe(false);
    expect(await trace(leaked)).toMatchObject({ outcome: 'named', named: [{ id: session.id }] });
  });

  test('averaged copies name nobody by themselves, and all who made them when compared with the log', async () => {
    const { key, site } = await ownKey();
    const others = [0x9a3b_11c2_70d5, 0x31f7_a0c4_58e2];
    for (const serial of others) await aSession(serial);
    for (let index = 0; index < 40; index++) await aSession(Math.floor(Math.random() * 2 ** 47));
    const tiles = [session.serial, ...others].map(serial => drawForensicTile(key, { site, serial }, 256).levels);
    const averaged = await withGrain(await aForm(), tiles);
    const search = { from: new Date(0).toISOString(), until: new Date(Date.now() + 1e9).toISOString(), archiveNumber: null };
    const named = (answer: Awaited<ReturnType<typeof trace>>): string[] => answer.named.map(({ id }) => id).toSorted();
    const blind = await trace(averaged);
    const informed = await trace(averaged, { search });
    // A blind reading of three copies may find the loudest; whoever is named is one of the three.
    const guilty = (await server.db.selectFrom('viewSessions').select('id').where('markSerial', 'in', [session.serial, ...others].map(String)).execute()).map(({ id }) => id).toSorted();
    for (const id of named(blind)) expect(guilty).toContain(id);
    if (blind.outcome === 'damaged') {
      expect(informed).toMatchObject({ method: 'informed', outcome: 'named' });
      expect(named(informed)).toEqual(guilty);
      expect(informed.bound).toBeLessThan(1e-6);
      const elsewhere = await trace(averaged, { search: { ...search, archiveNumber: 'no such file' } });
      expect(elsewhere).toMatchObject({ outcome: 'damaged', named: [] });
    }
  });

  test('points in the visible mark lead the way where the picture alone does not', async () => {
    // Half as high as it was: no lattice of squares is left.
    const squeezed = await sharp(leaked).resize({ width: 1240, height: 900, fit: 'fill' }).jpeg({ quality: 85 }).toBuffer();
    const at = (column: number, row: number) => ({ x: (100 + 512 * column) / 1240, y: (90 + 512 * row) / 1754, column, row });
    const answer = await trace(squeezed, { points: [at(0, 0), at(1, 0), at(0, 2), at(1, 2), at(2, 1)] });
    expect(answer).toMatchObject({ method: 'assisted', outcome: 'named', named: [{ id: session.id }] });
  });

  test('each trace is an event and a row, the picture is kept nowhere, and only the auditor traces', async () => {
    const { uploadId } = await anUpload(server, auditor.id, leaked);
    const answer = await server.call(auditor.token, 'traces.run', { uploadId, fileName: '照片.jpg' });
    const { items } = await server.call(auditor.token, 'traces.list', {});
    expect(items[0]).toEqual(answer);
    const event = await server.db.selectFrom('auditEvents').select(['act', 'object', 'detail', 'result']).where('act', '=', 'traces.run').orderBy('sequence', 'desc').executeTakeFirstOrThrow();
    expect(event.detail).toContain(`outcome=named picture=${answer.digest.slice(0, 16)}`);
    expect(event.detail).toContain(session.id);
    const question = { uploadId, fileName: 'x' };
    await expect(server.call(office.archivist.token, 'traces.run', question)).rejects.toMatchObject({ code: 'resource.not-found' });
    await expect(server.call(office.archivist.token, 'traces.list', {})).rejects.toMatchObject({ code: 'resource.not-found' });
    const theirs = await anUpload(server, office.archivist.id, leaked);
    await expect(server.call(auditor.token, 'traces.run', { uploadId: theirs.uploadId, fileName: 'x' })).rejects.toMatchObject({ code: 'resource.not-found' });
  });

  test('danglian-admin names the session at the console, and says by its exit code when it names nobody', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'danglian-trace-'));
    const door = await listen(server);
    const { loginName } = await anAccount(server.db, { roles: ['auditor'] });
    try {
      const files = { ca: join(directory, 'ca.crt'), leak: join(directory, 'leak.jpg'), clean: join(directory, 'clean.jpg') };
      await Promise.all([writeFile(files.ca, door.caCertificatePem), writeFile(files.leak, await sharp(leaked).resize(930).jpeg({ quality: 60 }).toBuffer()), writeFile(files.clean, await aForm())]);
      const settings = { serverUrl: door.serverUrl, caFile: files.ca, directory: join(directory, 'admin'), code: await door.createCode(), password: testPassword };
      const run = async (path: string): Promise<{ readonly code: unknown; readonly output: string }> => {
        const admin = startAdmin(settings, ['trace', path, '--login', loginName]);
        return { code: await admin.ended, output: admin.output() };
      };
      const named = await run(files.leak);
      expect(named.output).toContain(session.id);
      expect(named.output).toContain(office.archivist.displayName);
      expect(named.code).toBe(0);
      const clean = await run(files.clean);
      expect(clean.output).not.toContain(session.id);
      expect(clean.code).not.toBe(0);
    } finally {
      await door.stop();
      await rm(directory, { recursive: true, force: true });
    }
  });

  test('what is no picture is refused by name', async () => {
    for (const bytes of [Buffer.from('no picture'), Buffer.from('%PDF-1.7 broken'), Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'), leaked.subarray(0, 5000)]) {
      await expect(trace(bytes)).rejects.toMatchObject({ code: 'image.unreadable' });
    }
    await expect(trace(leaked, { page: 2 })).rejects.toMatchObject({ code: 'image.unreadable' });
  });

  async function ownKey() {
    const keys = await server.services.markKeys.all();
    const { id, secret } = keys.at(-1)!;
    return { key: deriveMarkKey(id, secret), site: await server.services.markKeys.siteCode() };
  }

  async function aSession(serial: number): Promise<void> {
    const { volumeId, archivist } = office;
    await server.db.insertInto('viewSessions').values({ id: ViewSessionId.parse(randomUUID()), kind: 'custody', accountId: archivist.id, requestId: null, volumeId, terminalName: '', endsAt: new Date(), closedAt: new Date(), closeReason: 'closed', markSerial: serial }).execute();
  }

  /** The mean of copies that each bear one grain. */
  async function withGrain(page: Buffer, tiles: readonly Float32Array[]): Promise<Buffer> {
    const { data, info } = await sharp(page).raw().toBuffer({ resolveWithObject: true });
    const levels = Float32Array.from({ length: 256 * 256 }, (_, index) => tiles.reduce((sum, tile) => sum + tile[index]!, 0) / tiles.length);
    for (let index = 0; index < data.length; index++) {
      const pixel = Math.floor(index / 3);
      const [x, y] = [pixel % info.width, Math.floor(pixel / info.width)];
      data[index] = Math.max(0, Math.min(255, Math.round(data[index]! + levels[(y % 256) * 256 + (x % 256)]!)));
    }
    return sharp(data, { raw: { width: info.width, height: info.height, channels: 3 } }).jpeg({ quality: 85 }).toBuffer();
  }
});
