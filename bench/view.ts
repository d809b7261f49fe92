// npm run bench -- view [--turns 60] [--opens 12] [--withdrawals 10] [--sessions 50]
// Reading in the real window: from the click to the first page painted and from the key to the next page painted, turn by turn beside a bare page in
// the same browser that paints the same JPEGs, so that what else the machine does befalls both; a volume of 400 pages against one of ten; from a withdrawal until no picture is left; then fifty sessions reading at once against the
// rate at which the same thread marks the same pages with nothing around it. The data centre runs in this process.
import { Agent, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { buildServer } from '../src-server/app/build-server.ts';
import { pagePath } from '../src-shared/contract/server-api.ts';
import type { PageId, ViewSessionId } from '../src-shared/domain/ids.ts';
import type { RequestSummary } from '../src-shared/domain/view-request.ts';
import { heartbeatSeconds } from '../src-shared/domain/viewing.ts';
import type { PageMark } from '../src-server/features/viewing/index.ts';
import { openChromium } from '../test/support/chromium-page.ts';
import { buildWindow, openRealWindow, signInAt } from '../test/support/real-window.ts';
import type { Office } from '../test/support/office.ts';
import { startTestServer, type TestServer } from '../test/support/server.ts';
import { listen } from '../test/support/tls-server.ts';
import { pressKeys } from '../test/support/window-driver/input.ts';
import type { WindowDriver } from '../test/support/window-driver.ts';
import { percentile } from './support/figures.ts';
import { leafThrough, readBlank, readPaint, watchBlank, watchNextPaint } from './support/paint-watch.ts';
import { aReader, aReadingRoom, drawPages, grantAll } from './support/reading-room.ts';

const aims = { firstMs: 300, turnMs: 100, blankMs: 2000, many: 0.7 } as const;
const { values } = parseArgs({ options: { turns: { type: 'string', default: '60' }, opens: { type: 'string', default: '12' }, withdrawals: { type: 'string', default: '10' }, sessions: { type: 'string', default: '50' } } });
const [turns, opens, withdrawals, sessions] = [Number(values.turns), Number(values.opens), Number(values.withdrawals), Number(values.sessions)];
/** A reader looks at a page before he turns it. */
const lookMs = 400;
const shownSheet = '[data-page-id][data-state="shown"]';

type Times = { readonly p50: number; readonly p95: number };
const timesOf = (samples: readonly number[]): Times => ({ p50: Math.round(percentile(samples, 0.5)), p95: Math.round(percentile(samples, 0.95)) });

/** Watched before the act: what a person does comes to the page ahead of what a debugger asks. */
async function paintAfter({ evaluate }: Pick<WindowDriver, 'evaluate'>, event: 'click' | 'keydown', act: () => Promise<void>): Promise<number> {
  await evaluate(watchNextPaint, event, `${shownSheet}, body > img`);
  await act();
  return (await evaluate(readPaint)) ?? Number.NaN;
}

/** After each turn of the window's the bare page has one. */
async function openAndTurn(window: WindowDriver, turnCount: number, turnBare: () => Promise<number>): Promise<{ readonly [Name in 'first' | 'turned' | 'bare']: readonly number[] }> {
  const first: number[] = [];
  for (let open = -1; open < opens; open++) {
    await window.click({ role: 'button', name: '我的申请' });
    const start = { role: 'button', name: /^(开始|继续)查阅$/ } as const;
    await window.waitFor(start);
    await delay(lookMs);
    const ms = await paintAfter(window, 'click', () => window.click(start));
    if (open >= 0) first.push(ms); // the first one warms all
  }
  await delay(2000);
  const [turned, bare]: [number[], number[]] = [[], []];
  for (let turn = 0; turn < turnCount; turn++) {
    turned.push(await paintAfter(window, 'keydown', () => window.press(turn % 8 === 6 ? 'ArrowLeft' : 'ArrowRight')));
    await delay(lookMs);
    bare.push(await turnBare());
    await delay(lookMs / 4);
  }
  return { first, turned, bare };
}

type Grant = Pick<RequestSummary, 'id' | 'number'>;

/** Readings that are withdrawn while they are on the screen, each at another moment between two heartbeats. */
async function withdrawEach(server: TestServer, window: WindowDriver, { approver, grants }: { readonly approver: Office['approver']; readonly grants: readonly Grant[] }): Promise<readonly number[]> {
  const samples: number[] = [];
  for (const [turn, { id, number }] of grants.entries()) {
    await window.click({ role: 'button', name: '我的申请' });
    await window.click({ selector: 'tbody tr', text: number });
    await window.click({ role: 'button', name: '开始查阅' });
    await window.waitFor({ selector: shownSheet });
    await delay(lookMs + (turn * heartbeatSeconds * 1000) / grants.length);
    await window.evaluate(watchBlank);
    const withdrawnAt = performance.timeOrigin + performance.now();
    await server.call(approver.token, 'requests.withdraw', { id, reason: '测量' });
    samples.push((await window.evaluate(readBlank) ?? Number.NaN) - withdrawnAt);
  }
  return samples;
}

async function openBarePage(pictures: readonly Buffer[]): Promise<{ readonly turn: () => Promise<number>; readonly close: () => Promise<void> }> {
  const { page, host } = await openChromium({
    serve: ({ path }) => {
      const picture = /^\/(\d+)\.jpg/.exec(path)?.[1];
      const [type, body] = picture === undefined ? ['text/html', Buffer.from('<!doctype html><title>bare</title>')] : ['image/jpeg', pictures[Number(picture)]!];
      return Promise.resolve({ status: 200, headers: { 'content-type': type, 'cache-control': 'no-store' }, body });
    },
  });
  await page.evaluate(leafThrough, pictures.map((_picture, index) => `/${String(index)}.jpg`));
  return { turn: () => paintAfter(page, 'keydown', () => pressKeys(page, 'ArrowRight')), close: () => host.quit() };
}

type Reading = { readonly token: string; readonly sessionId: ViewSessionId; readonly pageIds: readonly PageId[] };

const agent = new Agent({ keepAlive: true });

/** To the last byte, of which nothing is kept. */
function fetchAll(url: string, headers: Readonly<Record<string, string>>): Promise<void> {
  return new Promise((resolve, reject) => {
    get(url, { agent, headers }, response => {
      response.resume().on('end', () => {
        if (response.statusCode === 200) resolve();
        else reject(new Error(`a page was refused: ${String(response.statusCode)}`));
      });
    }).on('error', reject);
  });
}

/** Each asks for the next page as soon as it has the last. */
async function readAtOnce({ terminalHeaders }: TestServer, { origin, readings }: { readonly origin: string; readonly readings: readonly Reading[] }, forMs: number): Promise<{ readonly pagesPerSecond: number; readonly waits: readonly number[] }> {
  const until = performance.now() + forMs;
  const waits: number[] = [];
  await Promise.all(readings.map(async ({ token, sessionId, pageIds }, index) => {
    for (let turn = index; performance.now() < until; turn++) {
      const startedAt = performance.now();
      await fetchAll(`${origin}${pagePath(sessionId, pageIds[turn % pageIds.length]!)}?size=half`, { ...terminalHeaders, authorization: `Bearer ${token}` });
      waits.push(performance.now() - startedAt);
    }
  }));
  return { pagesPerSecond: (waits.length * 1000) / forMs, waits };
}

async function markAlone({ services: { marker } }: TestServer, work: { readonly halves: readonly Buffer[]; readonly mark: PageMark }, forMs: number): Promise<{ readonly pagesPerSecond: number; readonly waits: readonly number[] }> {
  const until = performance.now() + forMs;
  const waits: number[] = [];
  await Promise.all(Array.from({ length: sessions }, async (_one, index) => {
    for (let turn = index; performance.now() < until; turn++) {
      const startedAt = performance.now();
      await marker.mark(work.halves[turn % work.halves.length]!, work.mark, 'half');
      waits.push(performance.now() - startedAt);
    }
  }));
  return { pagesPerSecond: (waits.length * 1000) / forMs, waits };
}

const [built, pictures] = await Promise.all([buildWindow(), drawPages(10)]);
const server = await startTestServer({ database: 'postgres' });
const door = await listen(server);
const mark: PageMark = { lines: ['王晓 某某市人力资源和社会保障局', '终端 03 2026-11-22 19:40', '20261122-0007'], secrecyMark: '秘密★10年', grain: { keyId: 'bench', secret: Buffer.alloc(32, 7), site: 1, serial: 99 } };
const halves = await Promise.all(pictures.map(async ({ jpeg }) => (await server.services.marker.reduce(jpeg)).jpeg));
const bare = await openBarePage(await Promise.all(halves.map(half => server.services.marker.mark(half, mark, 'half'))));
try {
  const small = await aReadingRoom(server, [6, 2, 2], pictures);
  const large = await aReadingRoom(server, [360, 20, 20], pictures);
  const results: Record<'small' | 'large', Awaited<ReturnType<typeof openAndTurn>>> = { small: { first: [], turned: [], bare: [] }, large: { first: [], turned: [], bare: [] } };
  const inWindow = async <Result>(loginName: string, act: (window: WindowDriver) => Promise<Result>): Promise<Result> => {
    const real = await openRealWindow(door, built.directory);
    try {
      await signInAt(real.window, loginName);
      return await act(real.window);
    } finally {
      await real.close();
    }
  };
  for (const [name, office] of [['small', small], ['large', large]] as const) {
    await grantAll(server, office);
    results[name] = await inWindow(office.reader.loginName, window => openAndTurn(window, name === 'large' ? turns : 0, bare.turn));
  }
  // All are granted before he signs in at the window, which ends every session of his elsewhere.
  const withdrawn = await aReader(server, large);
  for (let count = 0; count < withdrawals; count++) await grantAll(server, large, withdrawn);
  const { items: grants } = await server.call(withdrawn.token, 'requests.list', { box: 'mine', page: 1 });
  const blanks = await inWindow(withdrawn.loginName, window => withdrawEach(server, window, { approver: large.approver, grants }));

  // The same person may not open twice: fifty people, each with a grant of his own.
  const readings: Reading[] = [];
  for (let count = 0; count < sessions; count++) {
    const reader = await aReader(server, large);
    const view = await server.call(reader.token, 'viewing.open', { requestId: await grantAll(server, large, reader) });
    readings.push({ token: reader.token, sessionId: view.id, pageIds: view.materials[0]!.pages.slice(0, 40).map(({ id }) => id) });
  }
  // Without TLS, which is the network's share.
  const plain = buildServer(server.parts);
  await plain.listen({ host: '127.0.0.1', port: 0 });
  const room = { origin: `http://127.0.0.1:${String((plain.server.address() as AddressInfo).port)}`, readings }; // `as`: it listens on TCP
  await readAtOnce(server, room, 3000);
  const many: { ratio: number; rate: number; alone: number; p95: number; aloneP95: number }[] = [];
  for (let round = 0; round < 5; round++) {
    const [alone, reading] = [await markAlone(server, { halves, mark }, 4000), await readAtOnce(server, room, 4000)];
    many.push({ ratio: reading.pagesPerSecond / alone.pagesPerSecond, rate: reading.pagesPerSecond, alone: alone.pagesPerSecond, p95: percentile(reading.waits, 0.95), aloneP95: percentile(alone.waits, 0.95) });
  }
  agent.destroy();
  await plain.close();
  const middle = (pick: (one: (typeof many)[number]) => number): number => percentile(many.map(pick), 0.5);

  const [first, firstLarge, turned, bareTurned] = [timesOf(results.small.first), timesOf(results.large.first), timesOf(results.large.turned), timesOf(results.large.bare)];
  const rounded = (value: number): number => Number(value.toFixed(2));
  console.log(`first page: p50 ${String(first.p50)} ms, p95 ${String(first.p95)} ms (aim ${String(aims.firstMs)}); of a volume of 400 pages p50 ${String(firstLarge.p50)} ms, p95 ${String(firstLarge.p95)} ms`);
  console.log(`page turn: p50 ${String(turned.p50)} ms, p95 ${String(turned.p95)} ms (aim ${String(aims.turnMs)}); a bare page beside it p50 ${String(bareTurned.p50)} ms, p95 ${String(bareTurned.p95)} ms: ${(turned.p50 / bareTurned.p50).toFixed(2)} and ${(turned.p95 / bareTurned.p95).toFixed(2)} of it`);
  const blank = timesOf(blanks);
  const slowestBlankMs = Math.round(Math.max(...blanks));
  console.log(`withdrawal to a blank window: p50 ${String(blank.p50)} ms, slowest ${String(slowestBlankMs)} ms (aim ${String(aims.blankMs)})`);
  console.log(`${String(sessions)} sessions: ${middle(one => one.rate).toFixed(1)} pages/s, p95 ${middle(one => one.p95).toFixed(0)} ms; marking alone ${middle(one => one.alone).toFixed(1)} pages/s, p95 ${middle(one => one.aloneP95).toFixed(0)} ms: ${middle(one => one.ratio).toFixed(2)} (aim ${String(aims.many)})`);
  console.log(JSON.stringify({
    bench: 'view', ratio: rounded(turned.p50 / bareTurned.p50), ratioP95: rounded(turned.p95 / bareTurned.p95), reference: 'bare page in the same browser painting the same JPEG', firstP50Ms: first.p50, firstP95Ms: first.p95,
    largeFirstP50Ms: firstLarge.p50, largeFirstP95Ms: firstLarge.p95, largeToSmall: rounded(firstLarge.p50 / first.p50), turnP50Ms: turned.p50, turnP95Ms: turned.p95, bareP50Ms: bareTurned.p50, bareP95Ms: bareTurned.p95, blankP50Ms: blank.p50, slowestBlankMs,
    sessions, ofMarkingRate: rounded(middle(one => one.ratio)), pagesPerSecond: rounded(middle(one => one.rate)), p95ToMarkingP95: rounded(middle(one => one.p95 / one.aloneP95)),
    areAimsMet: first.p95 <= aims.firstMs && turned.p95 <= aims.turnMs && slowestBlankMs <= aims.blankMs && middle(one => one.ratio) >= aims.many,
  }));
} finally {
  await bare.close();
  await door.stop();
  await server.close();
  await built.remove();
}
