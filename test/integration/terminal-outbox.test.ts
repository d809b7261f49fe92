import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { AccountId, type IdempotencyKey } from '../../src-shared/domain/ids.ts';
import { testPassword } from '../support/builders.ts';
import { aKey, anOffice, type Office } from '../support/office.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { startTerminalProcess } from '../support/terminal-process.ts';
import { startTestTerminal, type TestTerminal } from '../support/terminal.ts';
import { listen, type ListeningServer } from '../support/tls-server.ts';

/** What the line does to the next submissions: loses the question, loses the answer, or keeps it for as long as the test wants; a late answer arrives after all. */
type Fault = 'drop-question' | 'drop-answer' | 'hold-question' | 'hold-answer' | 'late-answer';

let server: TestServer;
let door: ListeningServer;
let office: Office;
let terminal: TestTerminal;
let directory: string;
let faults: Fault[] = [];
let release: () => void = () => undefined;
let onHeld: () => void = () => undefined;

const isSubmission = ({ url }: { readonly url: string }): boolean => url.endsWith('requests.submit');
const hold = async (): Promise<void> => {
  await new Promise<void>(resolve => {
    release = resolve;
    onHeld();
  });
};
const takeFault = (kind: 'question' | 'answer'): Fault | undefined => (faults[0]?.endsWith(kind) ? faults.shift() : undefined);

beforeAll(async () => {
  server = await startTestServer({ database: 'pglite' });
  office = await anOffice(server);
  door = await listen(server, app => {
    app.addHook('preHandler', async request => {
      if (!isSubmission(request)) return;
      const fault = takeFault('question');
      if (fault === 'hold-question') await hold();
      if (fault === 'drop-question') request.raw.socket.destroy();
      if (fault === 'drop-question') throw new Error('the line was cut');
    });
    app.addHook('onSend', async request => {
      if (!isSubmission(request)) return;
      const fault = takeFault('answer');
      if (fault === 'hold-answer' || fault === 'late-answer') await hold();
      if (fault !== undefined && fault !== 'late-answer') request.raw.socket.destroy();
    });
  });
});
afterAll(async () => {
  await door.stop();
  await server.close();
});
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'danglian-outbox-'));
  faults = [];
});
afterEach(async () => {
  await terminal.close();
  await rm(directory, { recursive: true });
});

const open = async (): Promise<void> => {
  terminal = await startTestTerminal({ ...door, dataDirectory: directory });
  await terminal.call('session.signIn', { loginName: office.reader.loginName, password: testPassword });
};
const anApplication = (idempotencyKey: IdempotencyKey, reason = '核对工龄') =>
  ({ personId: office.person.id, purpose: 'retirement', reason, secondReaderId: AccountId.parse(office.second.id), minutes: 60, classCodes: ['1'], wantsPrint: false, circleId: null, idempotencyKey }) as const;
const only = (rows: readonly { readonly id: string; readonly number: string; readonly idempotencyKey: string }[], key: string) => {
  const { id, number } = rows.find(row => row.idempotencyKey === key)!;
  return { id, number };
};
const waiting = async () => (await terminal.call('outbox.list', {})).commands;
const untilEmpty = async (): Promise<void> => { while ((await waiting()).length > 0) await delay(20); };
const arrived = async (key: IdempotencyKey): Promise<number> => (await server.db.selectFrom('viewRequests').select('id').where('idempotencyKey', '=', key).execute()).length;
const eventsOfSubmissions = async (): Promise<number> => (await server.db.selectFrom('auditEvents').select('sequence').where('act', '=', 'requests.submit').execute()).length;

test('with the line up an application is sent at once and its number told; a refusal is told and nothing is kept', async () => {
  await open();
  const key = aKey();
  const first = await terminal.call('requests.submit', anApplication(key));
  expect(first).toMatchObject({ isQueued: false });
  // The same once more, as by a second click: the first result.
  expect(await terminal.call('requests.submit', anApplication(key))).toEqual(first);
  await expect(terminal.call('requests.submit', { ...anApplication(aKey()), secondReaderId: AccountId.parse(office.reader.id) })).rejects.toThrow();
  expect(await waiting()).toEqual([]);
});

test('with the line cut applications wait in their order, can be looked at and taken back, lie sealed on the disk, and arrive once', async () => {
  await open();
  await door.stop();
  const keys = [aKey(), aKey(), aKey()];
  for (const key of keys) expect(await terminal.call('requests.submit', anApplication(key, '只在纸上写着的事由'))).toEqual({ isQueued: true });
  expect((await waiting()).map(({ id, kind, title, refusal }) => [id, kind, title, refusal])).toEqual(keys.map(key => [key, 'requests.submit', 'retirement', null]));
  expect(await terminal.call('outbox.withdraw', { id: keys[1]! })).toEqual({ isWithdrawn: true });
  for (const name of (await readdir(directory, { withFileTypes: true })).filter(entry => entry.isFile())) {
    expect((await readFile(join(directory, name.name))).includes('只在纸上写着的事由')).toBe(false);
  }
  await door.start();
  await untilEmpty();
  expect(await Promise.all(keys.map(arrived))).toEqual([1, 0, 1]);
});

test('questions and answers lost, late and repeated: each application arrives once and leaves one event', async () => {
  await open();
  const before = await eventsOfSubmissions();
  const keys = [aKey(), aKey()];
  faults = ['drop-question', 'drop-answer', 'drop-answer', 'drop-question'];
  for (const key of keys) await terminal.call('requests.submit', anApplication(key));
  await untilEmpty();
  // One whose answer is late is overtaken by the next, and asked again meanwhile.
  const late = aKey();
  faults = ['hold-question'];
  const held = new Promise<void>(resolve => { onHeld = resolve; });
  const slow = terminal.call('requests.submit', anApplication(late));
  await held;
  const next = aKey();
  expect(await terminal.call('requests.submit', anApplication(next))).toMatchObject({ isQueued: false });
  const again = terminal.call('requests.submit', anApplication(late));
  await again;
  release();
  expect(await slow).toEqual(await again);
  expect(await waiting()).toEqual([]);
  expect(await Promise.all([...keys, late, next].map(arrived))).toEqual([1, 1, 1, 1]);
  expect(await eventsOfSubmissions()).toBe(before + 4);
});

test('a line that puts questions and answers into another order: everybody gets his own answer, each application arrives once', async () => {
  await open();
  const before = await eventsOfSubmissions();
  for (const kind of ['hold-question', 'late-answer'] as const) {
    faults = [kind, kind, kind];
    const releases: (() => void)[] = [];
    const allHeld = new Promise<void>(resolve => {
      onHeld = () => { if (releases.push(release) === 3) resolve(); };
    });
    const keys = [aKey(), aKey(), aKey()];
    const sent = keys.map(key => terminal.call('requests.submit', anApplication(key)));
    await allHeld;
    // The last goes through first.
    for (const [index, letGo] of [...releases.entries()].reverse()) {
      letGo();
      await Promise.race([sent[index], delay(50)]);
    }
    const answers = await Promise.all(sent);
    const rows = await server.db.selectFrom('viewRequests').select(['id', 'number', 'idempotencyKey']).where('idempotencyKey', 'in', keys).execute();
    expect(answers).toEqual(keys.map(key => ({ isQueued: false, ...only(rows, key) })));
  }
  expect(await waiting()).toEqual([]);
  expect(await eventsOfSubmissions()).toBe(before + 6);
});

test('after kill -9 before it is written down nobody has been told, nothing is sent, and the same application sent again arrives once', async () => {
  const victim = await startTerminalProcess({ ...door, dataDirectory: directory });
  await victim.call('session.signIn', { loginName: office.reader.loginName, password: testPassword });
  const key = aKey();
  // A stopped process reads nothing: what it is asked stays in the pipe, and ends there with it.
  process.kill(victim.pid, 'SIGSTOP');
  let isTold = false;
  void victim.call('requests.submit', anApplication(key)).then(() => { isTold = true; }, () => { isTold = true; });
  await victim.kill();
  await open();
  expect(await waiting()).toEqual([]);
  expect([isTold, await arrived(key)]).toEqual([false, 0]);
  expect(await terminal.call('requests.submit', anApplication(key))).toMatchObject({ isQueued: false });
  expect(await arrived(key)).toBe(1);
});

test('after kill -9 while it waits, while it is on its way and while its answer is, an application arrives once', async () => {
  const before = await eventsOfSubmissions();
  const keys: IdempotencyKey[] = [];
  for (const point of ['cut', 'hold-question', 'hold-answer'] as const) {
    const victim = await startTerminalProcess({ ...door, dataDirectory: directory });
    await victim.call('session.signIn', { loginName: office.reader.loginName, password: testPassword });
    const key = aKey();
    keys.push(key);
    if (point === 'cut') {
      await door.stop();
      await victim.call('requests.submit', anApplication(key));
      await victim.kill();
      await door.start();
      continue;
    }
    faults = [point];
    const held = new Promise<void>(resolve => { onHeld = resolve; });
    // Those of before go first, and it is their turn that is held.
    void victim.call('requests.submit', anApplication(key));
    await held;
    await victim.kill();
    release();
  }
  await open();
  await untilEmpty();
  expect(await Promise.all(keys.map(arrived))).toEqual([1, 1, 1]);
  expect(await eventsOfSubmissions()).toBe(before + 3);
});

test('what is refused stays with its reason, holds nothing up, and can be taken back', async () => {
  await open();
  await door.stop();
  // A reader may not report faults: the data centre will not take it.
  expect((await terminal.call('scanning.report', {})).isKept).toBe(false);
  const key = aKey();
  await terminal.call('requests.submit', anApplication(key));
  await door.start();
  while ((await waiting()).length > 1) await delay(20);
  expect(await arrived(key)).toBe(1);
  const [refused] = await waiting();
  expect(refused).toMatchObject({ kind: 'faults.report', refusal: { code: 'resource.not-found' } });
  expect(await terminal.call('outbox.withdraw', { id: refused!.id })).toEqual({ isWithdrawn: true });
});

test('what one person has queued is neither seen nor sent by another', async () => {
  await open();
  const key = aKey();
  await door.stop();
  await terminal.call('requests.submit', anApplication(key));
  await terminal.call('session.signOut', {});
  await door.start();
  await terminal.call('session.signIn', { loginName: office.second.loginName, password: testPassword });
  expect(await waiting()).toEqual([]);
  await terminal.call('outbox.withdraw', { id: key });
  expect(await arrived(key)).toBe(0);
  await terminal.call('session.signIn', { loginName: office.reader.loginName, password: testPassword });
  await untilEmpty();
  expect(await arrived(key)).toBe(1);
});
