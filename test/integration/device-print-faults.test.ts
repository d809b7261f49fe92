import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { PrintJobId } from '../../src-shared/domain/ids.ts';
import { startTestCups, type TestCups } from '../support/cups.ts';
import { openDeviceDesk, until, type DeviceDesk } from '../support/device-desk.ts';
import { a4, aPdf, expectNear, newsOf, pagesOf, print } from '../support/device-prints.ts';
import { startFakeIppPrinter, type FakeIppPrinter } from '../support/fake-ipp-printer.ts';

describe('a printer with faults', () => {
  let cups: TestCups;
  let printer: FakeIppPrinter;
  let desk: DeviceDesk;
  beforeAll(async () => {
    cups = await startTestCups({ printers: [] });
    printer = await startFakeIppPrinter();
    await cups.addQueue('scripted', printer.uri);
    desk = openDeviceDesk({ env: cups.env });
  });
  afterEach(() => {
    printer.setFaults({});
  });
  afterAll(async () => {
    await desk.close();
    await cups.stop();
    await printer.stop();
  });

  test.each([
    ['the document is not accepted, though CUPS calls the job completed', { refuseDocumentWith: 0x040b }, /Unable to add document/],
    ['the job is forbidden', { refuseJobWith: 0x0401 }, /cups-held-for-authentication/],
    ['the format is not accepted', { refuseJobWith: 0x040a }, /not accepted/],
    ['the printer gives up in the middle', { abortsJobs: true }, /canceled-at-printer|aborted-at-printer/],
    ['the printer gives up, and CUPS calls the job completed', { abortsJobs: true, forgetsEndedJobs: true }, /^aborted-at-printer$/],
  ])('%s: failed, in plain words', async (_name, faults, detail) => {
    printer.setFaults(faults);
    const { outcome } = await print(desk, 'scripted');
    const { state, impressions, detail: said } = await outcome;
    expect({ state, impressions }).toEqual({ state: 'failed', impressions: null });
    expect(said).toMatch(detail);
  });

  test.each(['media-jam-error', 'cover-open-error', 'marker-supply-empty-error'])('%s is told while it lasts, and the job goes on after it', async reason => {
    printer.setFaults({ stoppedBy: reason });
    const job = await print(desk, 'scripted');
    await until(() => newsOf(desk, job).includes(reason), 20_000);
    printer.setFaults({});
    expect((await job.outcome).state).toBe('completed');
  });

  test.each([
    [30, 210],
    [62, 330],
    [102, 152.4],
  ])('a label of %s × %s mm keeps its size to a fifth of a millimetre', async (widthMm, heightMm) => {
    expect((await (await print(desk, 'scripted', { widthMm, heightMm, pageCount: 1 })).outcome).state).toBe('completed');
    const folder = await mkdtemp(join(tmpdir(), 'dl-label-'));
    await writeFile(join(folder, 'label.pdf'), printer.received.at(-1)!.document);
    const pages = await pagesOf(join(folder, 'label.pdf'));
    await rm(folder, { recursive: true });
    expectNear(pages.widthMm, widthMm);
    expectNear(pages.heightMm, heightMm);
  });

  test('a printer that takes the job and falls silent can be cancelled', async () => {
    printer.setFaults({ hangs: true });
    const job = await print(desk, 'scripted');
    await until(() => desk.printNews.some(news => news.printJobId === job.printJobId && news.state === 'processing'), 20_000);
    await desk.client.call('printers.cancel', { printJobId: job.printJobId });
    expect((await job.outcome).state).toBe('cancelled');
  });

  test('what was stopped while its document was still on the way is never sent', async () => {
    const before = printer.received.length;
    const printJobId = PrintJobId.parse(crypto.randomUUID());
    await desk.client.call('printers.cancel', { printJobId });
    const outcome = await desk.client.call('printers.print', { printJobId, printerName: 'scripted', title: 'BT2026-00001', pdf: await aPdf(a4), copies: 1, ...a4 });
    expect(outcome).toEqual({ state: 'cancelled', impressions: null, detail: '' });
    expect(printer.received).toHaveLength(before);
  });

  test('the print service begins anew while a job waits in it: the job is followed to its end, and comes out once', async () => {
    const before = printer.finished();
    await cups.administer('cupsdisable', 'scripted');
    const job = await print(desk, 'scripted');
    await until(() => newsOf(desk, job).includes('paused'), 20_000);
    await cups.restart();
    await cups.administer('cupsenable', 'scripted');
    expect(await job.outcome).toMatchObject({ state: 'completed' });
    expect(printer.finished()).toBe(before + 1);
  });

  test('a hundred jobs in a row come out once each, and leave no document in the spool', async () => {
    const before = printer.finished();
    const queues = Array.from({ length: 10 }, (_, index) => `row-${String(index)}`);
    for (const queue of queues) await cups.addQueue(queue, printer.uri);
    // CUPS looks after a job once a second: ten rows of ten are done while one of a hundred has hardly begun.
    const rows = queues.map(async queue => {
      const ends = [];
      for (let count = 0; count < 10; count += 1) ends.push(await (await print(desk, queue, { pageCount: 1 })).outcome);
      return ends;
    });
    const ends = (await Promise.all(rows)).flat();
    expect(ends).toHaveLength(100);
    for (const end of ends) expect(end).toEqual({ state: 'completed', impressions: 1, detail: '' });
    expect(printer.finished()).toBe(before + 100);
    // Of a job that a restart interrupted CUPS keeps its attributes; no document of any.
    expect((await cups.spooled()).filter(name => name.startsWith('d'))).toEqual([]);
  }, 120_000);
});
