import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { findAnnounced } from '../../src-main/device-host/drivers/escl/find-announced.ts';
import { evenPatience } from '../../src-main/device-host/scan-pace.ts';
import { createEsclDriver, probeEscl, type EsclPatience } from '../../src-main/device-host/drivers/escl/escl-driver.ts';
import type { StepLog } from '../../src-main/device-host/step-log.ts';
import type { JpegPage, ScanRequest } from '../../src-main/device-host/drivers/scan-driver.ts';
import { NetworkPlace, scannerIdOf } from '../../src-shared/domain/scanner-place.ts';
import type { ScanSettings } from '../../src-shared/domain/scanning.ts';
import { recordSteps } from '../support/recorded-steps.ts';
import { openDeviceDesk, type DeviceDesk } from '../support/device-desk.ts';
import { findFreePort } from '../support/free-port.ts';
import { startScriptedEscl, type EsclFaults, type ScriptedEscl } from '../support/scripted-escl-scanner.ts';

let scanner: ScriptedEscl;
let secure: ScriptedEscl;
let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'danglian-escl-'));
  scanner = await startScriptedEscl();
  secure = await startScriptedEscl({ isTls: true, tlsDirectory: directory });
});
afterAll(async () => {
  await Promise.all([scanner.stop(), secure.stop()]);
  await rm(directory, { recursive: true });
});
beforeEach(() => {
  scanner.setFaults({});
  scanner.load(3);
});

const patience: EsclPatience = { answerMs: 400, pageMs: 400, busyMs: 800, cancelMs: 200, pauseMs: 10 };
const placeAt = (address: string, certificate: string | null = null): NetworkPlace => NetworkPlace.parse({ id: crypto.randomUUID(), kind: 'network', name: '走廊一体机', address, certificate });
const feeder: ScanSettings = { source: 'Feeder', mode: 'RGB24', resolutionDpi: 75, widthMm: 210, heightMm: 297, maxPages: null };

type Outcome = { readonly pages: readonly JpegPage[]; readonly error: unknown };

/** What comes of a scan: pages that were handed over, and how it ended. */
async function scan(settings: Partial<ScanSettings> = {}, options: { readonly place?: NetworkPlace; readonly signal?: AbortSignal; readonly onPage?: () => void; readonly steps?: StepLog } = {}): Promise<Outcome> {
  const place = options.place ?? placeAt(scanner.address);
  const request: ScanRequest = { scannerId: scannerIdOf(place), place, settings: { ...feeder, ...settings }, taken: [], finished: new AbortController().signal, onProgress: () => undefined, onPrepared: () => undefined, onRefused: () => undefined };
  const pages: JpegPage[] = [];
  try {
    for await (const page of createEsclDriver(options.steps ?? recordSteps().log, patience).scan(request, options.signal ?? new AbortController().signal)) {
      if (!('jpeg' in page)) throw new Error('raw');
      pages.push(page);
      options.onPage?.();
    }
    return { pages, error: null };
  } catch (error) {
    return { pages, error };
  }
}

describe('a network scanner', () => {
  test('says what it can, in its own names', async () => {
    const place = placeAt(scanner.address);
    expect(await createEsclDriver(recordSteps().log, patience).listScanners([place])).toEqual([{ id: scannerIdOf(place), vendor: '', model: '走廊一体机', kind: '', connection: 'network' }]);
    expect(await createEsclDriver(recordSteps().log, patience).describe(scannerIdOf(place), place)).toMatchObject({
      sources: [{ name: 'Platen', kind: 'flatbed' }, { name: 'Feeder', kind: 'feeder' }, { name: 'Feeder Duplex', kind: 'duplex' }],
      modes: [{ name: 'RGB24', kind: 'color' }, { name: 'Grayscale8', kind: 'gray' }],
      resolutionsDpi: [75, 150, 300, 600],
    });
  });

  test('hands over its own bytes, page by page, until the feeder is empty', async () => {
    const { pages, error } = await scan();
    expect(error).toBeNull();
    expect(pages.map(({ jpeg }) => jpeg)).toEqual(scanner.pages.slice(0, 3));
    expect(scanner.openJobs()).toBe(0);
    expect(scanner.jobSettings.at(-1)).toContain('<scan:XResolution>75</scan:XResolution>');
  });

  test('tells each step before it is taken, with the side and how it ended', async () => {
    const whole = recordSteps();
    await scan({}, { steps: whole.log });
    expect(whole.told()).toEqual(['open 0 good', 'prepare 0 good', 'warm-up 1 good', 'read 1 good', 'start 2 good', 'read 2 good', 'start 3 good', 'read 3 good', 'start 4 no-docs']);
    scanner.load(3);
    scanner.setFaults({ stopAtPage: 2, feederState: 'ScannerAdfJam' });
    const jammed = recordSteps();
    await scan({}, { steps: jammed.log });
    expect(jammed.told().slice(-2)).toEqual(['start 2 jammed', 'close 0 good']);
    scanner.load(3);
    scanner.setFaults({ silentOn: 'page' });
    const silent = recordSteps();
    await scan({}, { steps: silent.log });
    expect(silent.told().slice(-2)).toEqual(['warm-up 1 scanner.not-responding', 'close 0 good']);
  });

  test('scans both sides, and one sheet from the glass', async () => {
    expect((await scan({ source: 'Feeder Duplex' })).pages).toHaveLength(6);
    expect(scanner.jobSettings.at(-1)).toContain('<scan:Duplex>true</scan:Duplex>');
    expect((await scan({ source: 'Platen' })).pages).toHaveLength(1);
    // A job that is not at its end is ended: nobody else waits for it.
    expect((await scan({ maxPages: 2 })).pages).toHaveLength(2);
    expect(scanner.openJobs()).toBe(0);
  });

  test('scans what lies on the glass where the feeder is empty, if that was asked for', async () => {
    const either = { source: 'Feeder', sourceWhenEmpty: 'Platen' };
    expect((await scan(either)).pages).toHaveLength(3);
    scanner.load(0);
    expect(await scan(either)).toMatchObject({ pages: [{}], error: null });
    expect(scanner.jobSettings.at(-1)).toContain('Platen');
  });

  test('is not asked for what it does not offer', async () => {
    for (const settings of [{ resolutionDpi: 1200 }, { source: 'Tray 9' }, { mode: 'CMYK' }, { widthMm: 420 }]) expect((await scan(settings)).error).toMatchObject({ code: 'scanner.setting-refused' });
  });
});

describe('what goes wrong', () => {
  const outcomeOf = async (faults: EsclFaults): Promise<Outcome> => {
    scanner.setFaults(faults);
    return scan();
  };

  test('a busy device is asked again, and given up when it stays busy', async () => {
    expect((await outcomeOf({ busyAnswers: 3 })).pages).toHaveLength(3);
    expect((await outcomeOf({ busyAnswers: 100_000 })).error).toMatchObject({ code: 'scanner.busy' });
  });

  test.each([
    ['ScannerAdfJam', 'scanner.paper-jam'],
    ['ScannerAdfMultipickDetected', 'scanner.paper-jam'],
    ['ScannerAdfDoorOpen', 'scanner.cover-open'],
  ])('%s after the second page keeps both and is no end of the stack', async (feederState, code) => {
    const { pages, error } = await outcomeOf({ stopAtPage: 3, feederState });
    expect(pages).toHaveLength(2);
    expect(error).toMatchObject({ code });
  });

  test('an empty feeder is said to be empty, however the device refuses', async () => {
    scanner.load(0);
    expect((await scan()).error).toMatchObject({ code: 'scanner.no-paper' });
    expect((await outcomeOf({ refuseJobWith: 500 })).error).toMatchObject({ code: 'scanner.no-paper' });
    scanner.load(3);
    expect((await outcomeOf({ refuseJobWith: 400 })).error).toMatchObject({ code: 'scanner.setting-refused' });
  });

  test('a page that is cut off is no page; the ones before it are kept', async () => {
    const { pages, error } = await outcomeOf({ cutAtPage: 2 });
    expect(pages).toHaveLength(1);
    expect(error).toMatchObject({ code: 'scanner.page-incomplete' });
  });

  test('a page without end, or that is no picture, ends the scan and not the program', async () => {
    expect((await outcomeOf({ endlessAtPage: 1 })).error).toMatchObject({ code: 'scanner.not-understood' });
    expect((await outcomeOf({ wrongAtPage: 2 })).error).toMatchObject({ code: 'scanner.not-understood' });
  });

  test.each(['no-xml', 'doctype', 'other-root', 'endless', 'deep'] as const)('capabilities that are %s are not believed', async wrongXml => {
    expect((await outcomeOf({ wrongXml })).error).toMatchObject({ code: 'scanner.not-understood' });
  });

  test.each(['capabilities', 'job', 'page'] as const)('silence on %s ends at its own deadline', async silentOn => {
    expect((await outcomeOf({ silentOn })).error).toMatchObject({ code: 'scanner.not-responding' });
  });

  test('a job that is said to be elsewhere is not followed there', async () => {
    expect((await outcomeOf({ location: () => 'http://169.254.169.254/latest/meta-data' })).error).toMatchObject({ code: 'scanner.not-understood' });
    // Another host in front of the right path is what half of all devices say.
    expect((await outcomeOf({ location: path => `https://BRW123456.local:443${path}` })).pages).toHaveLength(3);
  });

  test('cancelling ends the job at the device, even when that does not answer', async () => {
    const before = scanner.openJobs();
    const stop = new AbortController();
    const { pages, error } = await scan({}, { signal: stop.signal, onPage: () => { stop.abort(); } });
    expect([pages.length, error]).toMatchObject([1, { name: 'AbortError' }]);
    expect(scanner.requests.at(-1)).toMatch(/^DELETE /);
    expect(scanner.openJobs()).toBe(before);
    scanner.setFaults({ silentOn: 'delete' });
    const again = new AbortController();
    expect((await scan({}, { signal: again.signal, onPage: () => { again.abort(); } })).error).toMatchObject({ name: 'AbortError' });
  });

  test('nobody at the address is said so', async () => {
    expect((await scan({}, { place: placeAt(`http://127.0.0.1:${String(await findFreePort())}/eSCL`) })).error).toMatchObject({ code: 'scanner.unreachable' });
    const mute = createServer().listen(0, '127.0.0.1');
    await new Promise(resolve => mute.once('listening', resolve));
    const { port } = mute.address() as { port: number }; // `as`: it listens on TCP
    expect((await scan({}, { place: placeAt(`http://127.0.0.1:${String(port)}/eSCL`) })).error).toMatchObject({ code: 'scanner.not-responding' });
    mute.close();
  });
});

describe('over TLS', () => {
  test('the certificate that was looked at is believed, and no other', async () => {
    const { model, certificate } = await probeEscl(secure.address);
    expect(model).toBe('Stand-in MFP 1');
    expect((await scan({}, { place: placeAt(secure.address, certificate) })).pages).toHaveLength(3);
    const before = secure.requests.length;
    expect((await scan({}, { place: placeAt(secure.address, '0'.repeat(64)) })).error).toMatchObject({ code: 'scanner.certificate-changed' });
    // Nothing was said to whoever stands there now.
    expect(secure.requests).toHaveLength(before);
  });
});

describe('through the device host', () => {
  let desk: DeviceDesk;
  beforeAll(() => {
    desk = openDeviceDesk({ env: {} });
  });
  afterAll(() => desk.close());

  const scanPlace = async () => {
    const place = placeAt(scanner.address);
    const running = desk.scan(scannerIdOf(place), { ...feeder }, { place });
    return { result: await running.result.catch((error: unknown) => error), pages: running.pages };
  };

  test('the device’s own picture becomes the page', async () => {
    const { result, pages } = await scanPlace();
    expect(result).toMatchObject({ pagesDone: 3, isCancelled: false });
    expect(pages.map(({ jpeg }) => Buffer.from(jpeg))).toEqual(scanner.pages.slice(0, 3));
    expect(pages[0]).toMatchObject({ widthPx: 620, heightPx: 877, dpi: 75, from: null });
  });

  test('a picture that is shorter than it says is found out before anybody believes it', async () => {
    scanner.setFaults({ truncateAtPage: 2 });
    const { result, pages } = await scanPlace();
    expect(result).toMatchObject({ code: 'scanner.page-incomplete' });
    expect(pages).toHaveLength(1);
  });
});

describe('a network scanner that falls silent', () => {
  test('is told to whoever waits, asked to let go, and given up, long before its own time is over', async () => {
    const desk = openDeviceDesk({ env: {}, patience: evenPatience(400) });
    const place = placeAt(scanner.address);
    scanner.setFaults({ silentOn: 'page' });
    const { result } = desk.scan(scannerIdOf(place), { ...feeder }, { place });
    await expect(result).rejects.toMatchObject({ code: 'scanner.not-responding' });
    expect(desk.log.filter(line => line.startsWith('scanner is silent')).map(line => /"verdict":"(\w+)"/.exec(line)?.[1])).toEqual(['waiting', 'cancelling']);
    await desk.close();
  });
});

describe('scanners that name themselves', () => {
  type Responder = { readonly on: (event: 'query', listener: (query: { readonly questions: readonly { readonly name: string; readonly type: string }[] }) => void) => void; readonly respond: (answers: readonly unknown[]) => void; readonly destroy: () => void };
  // `as`: it has no types of its own.
  const openResponder = createRequire(import.meta.url)('multicast-dns') as (options: object) => Responder;

  test('are found over the real protocol, and what they say of themselves is what answers there', async () => {
    const port = await findFreePort();
    const responder = openResponder({ port, interface: '127.0.0.1', bind: '0.0.0.0' });
    const [name, { port: scannerPort }] = ['走廊一体机._uscan._tcp.local', new URL(scanner.address)];
    responder.on('query', ({ questions }) => {
      // One that tells each thing only when it is asked for it.
      if (questions.some(question => question.name === '_uscan._tcp.local')) responder.respond([{ name: '_uscan._tcp.local', type: 'PTR', data: name }]);
      if (questions.some(question => question.type === 'SRV')) responder.respond([{ name, type: 'SRV', data: { target: 'scanner.local', port: Number(scannerPort) } }, { name, type: 'TXT', data: ['rs=eSCL', 'ty=Stand-in MFP 1'] }]);
      if (questions.some(question => question.type === 'A')) responder.respond([{ name: 'scanner.local', type: 'A', data: '127.0.0.1' }]);
    });
    const found = await findAnnounced({ interfaces: ['127.0.0.1'], port, listenMs: 900 });
    responder.destroy();
    expect(found).toEqual([{ name: '走廊一体机', model: 'Stand-in MFP 1', address: `http://127.0.0.1:${scannerPort}/eSCL` }]);
    expect(await probeEscl(found[0]!.address)).toMatchObject({ model: 'Stand-in MFP 1' });
  });

  test('nobody answers: nothing is found; no network to ask: that is said', async () => {
    expect(await findAnnounced({ interfaces: ['127.0.0.1'], port: await findFreePort(), listenMs: 60 })).toEqual([]);
    await expect(findAnnounced({ interfaces: [], port: 5353, listenMs: 60 })).rejects.toMatchObject({ code: 'scanner.search-failed' });
  });
});
