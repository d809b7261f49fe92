import { randomUUID } from 'node:crypto';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { evidencePath } from '../../src-shared/contract/server/evidence-operations.ts';
import { pagePath } from '../../src-shared/contract/server-api.ts';
import { noFindings, type EvidenceEntry } from '../../src-shared/domain/evidence-sheet.ts';
import { EvidenceEntryId, MaterialId, PageId, type RequestId, type ViewSessionId } from '../../src-shared/domain/ids.ts';
import type { PageSize } from '../../src-shared/domain/viewing.ts';
import { anAccount, aRelative } from '../support/builders.ts';
import { aGrant, anOffice, apply, eventsOf, keepSignedIn, type Office } from '../support/office.ts';
import { readPrinted } from '../support/printed.ts';
import { databaseKinds, startTestServer, type TestServer } from '../support/server.ts';

const minuteMs = 60_000;

describe.each(databaseKinds)('viewing on %s', kind => {
  let server: TestServer;
  let office: Office;
  let other: Office;
  let clock = Date.now();
  let reader: string;

  beforeAll(async () => {
    server = await startTestServer({ database: kind, now: () => new Date(clock) });
    office = await anOffice(server);
    reader = office.reader.token;
    other = await anOffice(server);
  });
  afterAll(() => server.close());

  const open = (requestId: RequestId, token = reader) => server.call(token, 'viewing.open', { requestId });
  const openNew = async () => open(await aGrant(server, office));
  const beat = async (id: ViewSessionId, materialId: Office['materials'][number]['id'] | null = null, token = reader) => {
    const { lease: _unasked, ...answer } = await server.call(token, 'viewing.heartbeat', { id, materialId });
    return answer;
  };
  const fetchPage = async (sessionId: ViewSessionId, pageId: PageId, { token = reader, size = 'half', terminalName = '测试终端' }: { token?: string; size?: PageSize; terminalName?: string } = {}) => {
    const { certificate } = await server.terminal(terminalName);
    const reply = await server.app.inject({ method: 'GET', url: `${pagePath(sessionId, pageId)}?size=${size}`, headers: { authorization: `Bearer ${token}`, 'x-test-terminal': certificate } });
    return { status: reply.statusCode, headers: reply.headers, bytes: reply.rawPayload, code: reply.statusCode === 200 ? '' : reply.json<{ error: { code: string } }>().error.code };
  };
  const moveClock = async (byMs: number): Promise<void> => {
    clock += byMs;
    await keepSignedIn(server);
  };

  test('the minutes run from the first opening; opening again gives what is left', async () => {
    const requestId = await aGrant(server, office);
    await moveClock(60 * minuteMs);
    const first = await open(requestId);
    expect(first).toMatchObject({ kind: 'grant', secondsLeft: 30 * 60, personName: '王建国', secrecy: { level: 'secret', years: 10 } });
    expect(first.materials.map(({ id, canPrint }) => [id, canPrint])).toEqual([[office.materials[0]!.id, true], [office.materials[1]!.id, false]]);
    await server.call(reader, 'viewing.close', { id: first.id });
    await moveClock(10 * minuteMs);
    const again = await open(requestId);
    expect(again).toMatchObject({ secondsLeft: 20 * 60, endsAt: first.endsAt });
    expect(again.id).not.toBe(first.id);
  });

  test('opened ten times at once it is one session with one end', async () => {
    const requestId = await aGrant(server, office);
    const sessions = await Promise.all(Array.from({ length: 10 }, () => open(requestId)));
    expect(new Set(sessions.map(({ id }) => id)).size).toBe(1);
    expect(new Set(sessions.map(({ endsAt }) => endsAt)).size).toBe(1);
    expect((await eventsOf(server, sessions[0]!.requestNumber!)).filter(({ act }) => act === 'viewing.open')).toHaveLength(1);
  });

  test('while the half-size image of a page is being written, and after that was cut off, its thumbnail and its half are shown all the same', async () => {
    const session = await openNew();
    const pageId = session.materials[0]!.pages[0]!.id;
    const { halfBlob: before } = await server.db.selectFrom('pages').select('halfBlob').where('id', '=', pageId).executeTakeFirstOrThrow();
    await server.db.updateTable('pages').set({ halfBlob: randomUUID() }).where('id', '=', pageId).execute();
    expect((await fetchPage(session.id, pageId, { size: 'thumb' })).status).toBe(200);
    expect((await fetchPage(session.id, pageId, { size: 'half' })).status).toBe(200);
    await server.db.updateTable('pages').set({ halfBlob: before }).where('id', '=', pageId).execute();
  });

  test('pages come marked, in three sizes, never to be cached', async () => {
    const session = await openNew();
    const pageId = session.materials[0]!.pages[0]!.id;
    for (const [size, width] of [['full', 420], ['half', 420], ['thumb', 220]] as const) {
      const { status, headers, bytes } = await fetchPage(session.id, pageId, { size });
      expect(status).toBe(200);
      expect([headers['content-type'], headers['cache-control']]).toEqual(['image/jpeg', 'no-store']);
      expect(await sharp(bytes).metadata()).toMatchObject({ format: 'jpeg', width, isProgressive: false });
      // The lower half of the scan is white paper: whatever is dark there is the mark.
      const { channels } = await sharp(await sharp(bytes).extract({ left: 0, top: Math.floor(width * 0.7), width, height: Math.floor(width * 0.6) }).toBuffer()).stats();
      expect(channels[0]!.min).toBeLessThan(215);
      expect(channels[0]!.mean).toBeGreaterThan(235);
    }
  });

  test('reading a material is recorded once per session, its thumbnails are not', async () => {
    const session = await openNew();
    const [two, degree] = session.materials;
    await fetchPage(session.id, degree!.pages[0]!.id, { size: 'thumb' });
    await Promise.all([...two!.pages, ...two!.pages].map(({ id }) => fetchPage(session.id, id)));
    const events = await eventsOf(server, session.requestNumber!);
    expect(events.filter(({ act }) => act === 'pages.read').map(({ detail }) => detail)).toEqual([`${office.person.archiveNumber} 1-1`]);
  });

  test('heartbeats tell the time left and add up seconds of materials that were delivered', async () => {
    const session = await openNew();
    const [two, degree] = session.materials;
    await fetchPage(session.id, two!.pages[0]!.id);
    for (const materialId of [two!.id, two!.id, degree!.id, null]) {
      await moveClock(2000);
      expect((await beat(session.id, materialId)).state).toBe('open');
    }
    await moveClock(5 * minuteMs);
    expect(await beat(session.id, two!.id)).toEqual({ state: 'open', secondsLeft: 30 * 60 - 308 });
    const rows = await server.db.selectFrom('viewSeconds').select(['materialId', 'seconds']).where('viewSessionId', '=', session.id).execute();
    // Five minutes without a heartbeat count as ten seconds.
    expect(rows).toEqual([{ materialId: two!.id, seconds: 14 }]);
  });

  test('at its end nothing opens any more: heartbeat, page and opening say so, and the request is finished', async () => {
    const requestId = await aGrant(server, office);
    const session = await open(requestId);
    await moveClock(30 * minuteMs - 1);
    expect(await beat(session.id)).toEqual({ state: 'open', secondsLeft: 1 });
    await moveClock(1);
    expect(await fetchPage(session.id, session.materials[0]!.pages[0]!.id)).toMatchObject({ status: 410, code: 'grant.expired' });
    expect(await beat(session.id)).toEqual({ state: 'expired', secondsLeft: 0 });
    expect(await beat(session.id)).toEqual({ state: 'expired', secondsLeft: 0 });
    await expect(open(requestId)).rejects.toMatchObject({ code: 'grant.expired' });
    expect((await server.call(reader, 'requests.get', { id: requestId })).state).toBe('finished');
    expect((await eventsOf(server, session.requestNumber!)).filter(({ act }) => act === 'viewing.close')).toEqual([expect.objectContaining({ detail: `expired reader=${office.reader.loginName} seconds=0` })]);
  });

  test('a withdrawal closes what is open with the next heartbeat', async () => {
    const requestId = await aGrant(server, office);
    const session = await open(requestId);
    await server.call(office.approver.token, 'requests.withdraw', { id: requestId, reason: '人员变动' });
    expect(await beat(session.id)).toEqual({ state: 'withdrawn', secondsLeft: 0 });
    expect(await fetchPage(session.id, session.materials[0]!.pages[0]!.id)).toMatchObject({ status: 410, code: 'grant.withdrawn' });
  });

  test('a closed session shows nothing', async () => {
    const session = await openNew();
    await server.call(reader, 'viewing.close', { id: session.id });
    await server.call(reader, 'viewing.close', { id: session.id });
    expect(await beat(session.id)).toEqual({ state: 'closed', secondsLeft: 0 });
    expect(await fetchPage(session.id, session.materials[0]!.pages[0]!.id)).toMatchObject({ status: 410, code: 'view-session.closed' });
  });

  describe('attempts that find nothing:', () => {
    test('pages of a material that was not granted, of another person, or of nobody', async () => {
      const session = await openNew();
      const pages = [office.materials[2]!.pages[0]!.id, other.materials[0]!.pages[0]!.id, PageId.parse(randomUUID())];
      for (const pageId of pages) expect(await fetchPage(session.id, pageId)).toMatchObject({ status: 404, code: 'resource.not-found' });
      const denied = (await eventsOf(server, session.requestNumber!)).filter(({ result }) => result === 'denied');
      expect(denied.map(({ act, detail }) => `${act}: ${detail}`)).toEqual(Array(3).fill('pages.read: outside the reading'));
    });

    test('ids that are no ids', async () => {
      const session = await openNew();
      for (const url of [`/api/v1/views/${session.id}/pages/x`, `/api/v1/views/%27--/pages/${session.materials[0]!.pages[0]!.id}`]) {
        expect((await server.app.inject({ method: 'GET', url, headers: { authorization: `Bearer ${reader}` } })).statusCode).toBe(404);
      }
    });

    test('another account’s session: its pages, its heartbeat, its end', async () => {
      const session = await openNew();
      for (const { token } of [office.second, office.approver, office.archivist, other.reader]) {
        expect(await fetchPage(session.id, session.materials[0]!.pages[0]!.id, { token })).toMatchObject({ status: 404 });
        await expect(beat(session.id, null, token)).rejects.toMatchObject({ code: 'resource.not-found' });
        await expect(server.call(token, 'viewing.close', { id: session.id })).rejects.toMatchObject({ code: 'resource.not-found' });
      }
      expect((await beat(session.id)).state).toBe('open');
    });

    test('a request of others, and one that is not granted', async () => {
      const requestId = await aGrant(server, office);
      for (const { token } of [other.reader, office.approver, office.archivist]) await expect(open(requestId, token)).rejects.toMatchObject({ code: 'resource.not-found' });
      const waiting = await apply(server, office);
      await expect(open(waiting.id)).rejects.toMatchObject({ code: 'request.state-conflict' });
    });

    test('a reader who became a relative after the grant', async () => {
      const session = await openNew();
      await aRelative(server.db, office.reader.id, office.person.idNumber);
      expect(await fetchPage(session.id, session.materials[0]!.pages[0]!.id)).toMatchObject({ status: 404 });
      await server.db.deleteFrom('relatives').where('accountId', '=', office.reader.id).execute();
    });
  });

  test('the second reader opens the same grant in a session of his own, within the same minutes', async () => {
    const requestId = await aGrant(server, office);
    const first = await open(requestId);
    await moveClock(minuteMs);
    const second = await open(requestId, office.second.token);
    expect(second.id).not.toBe(first.id);
    expect(second.endsAt).toBe(first.endsAt);
  });

  test('an archivist opens volumes of his own custody for eight hours, all of it, nothing to print', async () => {
    const session = await server.call(office.archivist.token, 'viewing.openCustody', { volumeId: office.volumeId });
    expect(session).toMatchObject({ kind: 'custody', requestId: null, secondsLeft: 8 * 3600 });
    expect(session.materials.map(({ canPrint }) => canPrint)).toEqual([false, false, false]);
    const again = await server.call(office.archivist.token, 'viewing.openCustody', { volumeId: office.volumeId });
    expect(again.id).toBe(session.id);
    expect(await fetchPage(session.id, session.materials[2]!.pages[0]!.id, { token: office.archivist.token })).toMatchObject({ status: 200 });
    expect(await fetchPage(session.id, other.materials[0]!.pages[0]!.id, { token: office.archivist.token })).toMatchObject({ status: 404 });
    expect((await eventsOf(server, office.person.archiveNumber)).map(({ act }) => act)).toEqual(expect.arrayContaining(['viewing.openCustody', 'pages.read']));
    const foreign = await anAccount(server.db, { roles: ['archivist'] });
    for (const token of [other.archivist.token, office.approver.token, reader, await server.signIn(foreign.loginName)]) {
      await expect(server.call(token, 'viewing.openCustody', { volumeId: office.volumeId })).rejects.toMatchObject({ code: 'resource.not-found' });
    }
  });

  test('three heartbeats of one and a half seconds are four seconds, not three and not six', async () => {
    const session = await openNew();
    const [two] = session.materials;
    await fetchPage(session.id, two!.pages[0]!.id);
    for (let count = 0; count < 3; count++) {
      await moveClock(1500);
      await beat(session.id, two!.id);
    }
    expect(await server.db.selectFrom('viewSeconds').select('seconds').where('viewSessionId', '=', session.id).execute()).toEqual([{ seconds: 4 }]);
  });

  describe('the sheet of 三龄两历一身份', () => {
    const entryOf = (overrides: Partial<EvidenceEntry> = {}): EvidenceEntry => ({ id: EvidenceEntryId.parse(randomUUID()), field: 'birth', materialId: office.materials[0]!.id, page: 2, value: '1965.03', isAltered: false, ...overrides });
    const save = (version: number, entries: readonly EvidenceEntry[], token = office.archivist.token) =>
      server.call(token, 'evidence.save', { personId: office.person.id, version, content: { entries, findings: { ...noFindings(), birth: { value: '1965.03', remark: '以履历表为准' } } } });
    const fetchSheet = async (token: string) => {
      const reply = await server.app.inject({ method: 'GET', url: evidencePath(office.person.id), headers: { ...server.terminalHeaders, authorization: `Bearer ${token}` } });
      return { status: reply.statusCode, bytes: reply.rawPayload };
    };

    test('is filled by the archivist, version beside version; of two who save at once the second hears of the first', async () => {
      expect(await server.call(office.archivist.token, 'evidence.get', { personId: office.person.id })).toMatchObject({ version: 0, entries: [], savedBy: null });
      const outcomes = await Promise.allSettled([save(0, [entryOf()]), save(0, [entryOf({ value: '1966.03' })])]);
      expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
      expect(outcomes.find(outcome => outcome.status === 'rejected')?.reason).toMatchObject({ code: 'evidence.changed' });
      const saved = await save(1, [entryOf(), entryOf({ materialId: office.materials[1]!.id, page: 1, value: '1966.03', isAltered: true })]);
      expect(saved).toMatchObject({ version: 2, savedBy: office.archivist.displayName, entries: [{ classCode: '1', sequence: 1, formedOn: '198703', page: 2 }, { classCode: '4-1', value: '1966.03' }] });
      expect(await server.db.selectFrom('evidenceSheets').select('version').where('personId', '=', office.person.id).orderBy('version').execute()).toEqual([{ version: 1 }, { version: 2 }]);
      // The log says that it was saved, never what the file says.
      const events = (await eventsOf(server, office.person.archiveNumber)).filter(({ act }) => act === 'evidence.save');
      expect(events.map(({ detail }) => detail)).toEqual(['version=1 entries=1', 'version=2 entries=2']);
    });

    test('names only pages of this person', async () => {
      const { version } = await server.call(office.archivist.token, 'evidence.get', { personId: office.person.id });
      for (const stray of [entryOf({ materialId: other.materials[0]!.id, page: 1 }), entryOf({ page: 3 }), entryOf({ materialId: MaterialId.parse(randomUUID()) })]) {
        await expect(save(version, [entryOf(), stray])).rejects.toMatchObject({ code: 'evidence.not-in-file', params: { page: stray.page } });
      }
      expect((await server.call(office.approver.token, 'evidence.get', { personId: office.person.id })).version).toBe(version);
    });

    test('is read by the approver, written by nobody else, and shown to nobody elsewhere', async () => {
      await expect(save(2, [], office.approver.token)).rejects.toMatchObject({ code: 'resource.not-found' });
      for (const token of [reader, other.archivist.token, other.approver.token]) {
        await expect(server.call(token, 'evidence.get', { personId: office.person.id })).rejects.toThrow();
        expect((await fetchSheet(token)).status).toBeGreaterThanOrEqual(403);
      }
    });

    test('is printed with what differs told, after the password was given', async () => {
      await moveClock(20 * minuteMs);
      await server.db.updateTable('sessions').set({ confirmedAt: new Date(clock - 60 * minuteMs) }).execute();
      expect((await fetchSheet(office.archivist.token)).status).toBe(403);
      await keepSignedIn(server);
      const { status, bytes } = await fetchSheet(office.archivist.token);
      expect(status).toBe(200);
      const { text } = await readPrinted(bytes);
      for (const words of ['三龄两历一身份', '1965.03', '1966.03', '★不一致', '有涂改', '以履历表为准']) expect(text.replaceAll(/\s/g, '')).toContain(words);
    });
  });

  test('at another terminal the same account goes on in a new session; the old one stays behind, closed', async () => {
    const requestId = await aGrant(server, other);
    const session = await open(requestId, other.reader.token);
    const there = await server.signIn(other.reader.loginName, { terminalName: '另一终端' });
    expect(await fetchPage(session.id, session.materials[0]!.pages[0]!.id, { token: there, terminalName: '另一终端' })).toMatchObject({ status: 404 });
    const moved = await open(requestId, there);
    expect(moved.id).not.toBe(session.id);
    expect(moved.endsAt).toBe(session.endsAt);
    expect(await fetchPage(moved.id, moved.materials[0]!.pages[0]!.id, { token: there, terminalName: '另一终端' })).toMatchObject({ status: 200 });
    const back = await server.signIn(other.reader.loginName);
    expect(await beat(session.id, null, back)).toMatchObject({ state: 'closed' });
  });
});
