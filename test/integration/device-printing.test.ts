import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { PrintJobId } from '../../src-shared/domain/ids.ts';
import { createCupsPrinter } from '../../src-main/device-host/drivers/cups-printer.ts';
import { usualFollowPatience } from '../../src-main/device-host/drivers/print-follower.ts';
import { startTestCups, type TestCups } from '../support/cups.ts';
import { a4, aPdf, expectNear, newsOf, pagesOf, print } from '../support/device-prints.ts';
import { deviceHostsOf, openDeviceDesk, until, type DeviceDesk } from '../support/device-desk.ts';

const run = promisify(execFile);

/** Where the black square lies on the first page, in mm, as a printer would put it on paper. */
async function squareOf(path: string): Promise<{ left: number; top: number; width: number; height: number }> {
  const dpi = 300;
  const { stdout } = await run('pdftoppm', ['-r', String(dpi), '-f', '1', '-l', '1', '-png', path], { encoding: 'buffer', maxBuffer: 1e8 });
  const { data, info } = await sharp(stdout).greyscale().raw().toBuffer({ resolveWithObject: true });
  let [left, top, right, bottom] = [info.width, info.height, 0, 0];
  data.forEach((tone, at) => {
    if (tone > 127) return;
    const [x, y] = [at % info.width, Math.floor(at / info.width)];
    [left, right, top, bottom] = [Math.min(left, x), Math.max(right, x + 1), Math.min(top, y), Math.max(bottom, y + 1)];
  });
  const mm = (pixels: number): number => (pixels / dpi) * 25.4;
  return { left: mm(left), top: mm(top), width: mm(right - left), height: mm(bottom - top) };
}

describe('a real CUPS with the reference printer of IPP Everywhere', () => {
  let cups: TestCups;
  let desk: DeviceDesk;
  beforeAll(async () => {
    cups = await startTestCups({
      printers: [
        { name: 'color', color: true },
        { name: 'plain', color: false },
      ],
    });
    desk = openDeviceDesk({ env: cups.env });
  });
  afterEach(() => cups.setCondition('color', 'none'));
  afterAll(async () => {
    await desk.close();
    await cups.stop();
  });

  test('lists its queues as they describe themselves', async () => {
    await cups.administer('lpadmin', '-d', 'plain');
    const { printers } = await desk.client.call('printers.list', {});
    const offered = { device: 'local', deviceUri: expect.stringMatching(/^ipp:\/\/localhost:\d+/) as string, trays: expect.any(Array) as string[], hasDuplex: expect.any(Boolean) as boolean };
    expect(printers).toEqual([
      { name: 'color', description: 'color', model: 'Printer - IPP Everywhere', state: 'idle', isAccepting: true, reasons: [], hasColor: true, isDefault: false, ...offered },
      { name: 'plain', description: 'plain', model: 'Printer - IPP Everywhere', state: 'idle', isAccepting: true, reasons: [], hasColor: false, isDefault: true, ...offered },
    ]);
  });

  test('prints an excerpt in exact size: pages, copies, and the place of what is on them', async () => {
    const { outcome } = await print(desk, 'color', { copies: 3 });
    expect(await outcome).toEqual({ state: 'completed', impressions: 6, detail: '' });
    const [received] = await cups.receivedFiles('color');
    const pages = await pagesOf(received!.path);
    expect(pages.count).toBe(2);
    expectNear(pages.widthMm, 210);
    expectNear(pages.heightMm, 297);
    const square = await squareOf(received!.path);
    expectNear(square.left, 10);
    expectNear(square.top, 10);
    expectNear(square.width, 50);
    expectNear(square.height, 50);
    const attributes = await readFile(received!.attributesPath, 'utf8');
    expect(attributes).toMatch(/^IPP_COPIES=3$/m);
    expect(attributes).toMatch(/^IPP_SIDES=one-sided$/m);
    expect(attributes).toMatch(/x-dimension=21000 y-dimension=29700/);
    expect(attributes).toMatch(/^IPP_JOB_NAME=干部任免审批表 摘录$/m);
  });

  test('says that the paper is out while it waits, and goes on when there is paper', async () => {
    await cups.setCondition('color', 'media-empty');
    const job = await print(desk, 'color');
    await until(() => newsOf(desk, job).some(reason => reason.startsWith('media-empty')), 20_000);
    expect((await desk.client.call('printers.list', {})).printers[0]!.reasons.join()).toContain('media-empty');
    await cups.setCondition('color', 'none');
    expect((await job.outcome).state).toBe('completed');
  });

  test('cancels a job that waits for paper', async () => {
    await cups.setCondition('color', 'media-empty');
    const job = await print(desk, 'color');
    await until(() => newsOf(desk, job).length > 0, 20_000);
    await desk.client.call('printers.cancel', { printJobId: job.printJobId });
    expect(await job.outcome).toMatchObject({ state: 'cancelled', impressions: null });
  });

  test('refuses paper that the printer does not have, instead of printing on other paper', async () => {
    const { outcome } = await print(desk, 'color', { widthMm: 62, heightMm: 330 });
    await expect(outcome).rejects.toMatchObject({ code: 'print.refused', params: { reason: 'media-size 62 × 330 mm' } });
  });

  test('a queue that writes a file is known as one', async () => {
    await cups.administer('lpadmin', '-p', 'to-file', '-E', '-v', 'file:///dev/null', '-m', 'raw');
    const { printers } = await desk.client.call('printers.list', {});
    expect(printers.find(({ name }) => name === 'to-file')).toMatchObject({ device: 'file', deviceUri: 'file:///dev/null' });
    await cups.administer('lpadmin', '-x', 'to-file');
  });

  test('the document leaves the spool when its job ends, though this CUPS preserves all it is given', async () => {
    expect((await (await print(desk, 'color')).outcome).state).toBe('completed');
    await cups.setCondition('color', 'media-empty');
    const cancelled = await print(desk, 'color');
    await until(() => newsOf(desk, cancelled).length > 0, 20_000);
    // While it lasts the document is there, or this test would see nothing.
    expect(await cups.spooled()).not.toEqual([]);
    await desk.client.call('printers.cancel', { printJobId: cancelled.printJobId });
    await cancelled.outcome;
    expect(await cups.spooled()).toEqual([]);
  });

  test('a job that somebody takes out of the queue is lost, and said to be', async () => {
    await cups.setCondition('color', 'media-empty');
    const job = await print(desk, 'color');
    await until(() => newsOf(desk, job).length > 0, 20_000);
    await cups.administer('cancel', '-a', '-x', 'color');
    expect(await job.outcome).toMatchObject({ state: 'failed', detail: expect.stringMatching(/job-lost|canceled-at-printer/) as string });
  });

  test('an unknown printer is not found', async () => {
    const { outcome } = await print(desk, 'nowhere');
    await expect(outcome).rejects.toMatchObject({ code: 'printer.not-found', params: { printer: 'nowhere' } });
  });

  test('a queue whose driver is gone says so', async () => {
    await cups.addBrokenQueue('broken');
    const { printers } = await desk.client.call('printers.list', {});
    expect(printers.find(({ name }) => name === 'broken')?.reasons).toContain('cups-missing-filter-warning');
    await cups.administer('lpadmin', '-x', 'broken');
  });

  test('a queue that is closed refuses with its reason', async () => {
    await cups.administer('cupsreject', '-r', 'under repair', 'plain');
    const { outcome } = await print(desk, 'plain');
    await expect(outcome).rejects.toMatchObject({ code: 'print.refused', params: { reason: 'under repair' } });
    await cups.administer('cupsaccept', 'plain');
  });

  test('a queue that is stopped lets the job wait, says so, and prints when it is started', async () => {
    await cups.administer('cupsdisable', 'plain');
    const job = await print(desk, 'plain');
    await until(() => newsOf(desk, job).includes('paused'), 20_000);
    await cups.administer('cupsenable', 'plain');
    expect((await job.outcome).state).toBe('completed');
  });

  test('the print service begins anew while the printer prints: somebody has to count, and no second copy comes out', async () => {
    const [host = '', port] = cups.cupsServer.split(':');
    const follower = createCupsPrinter({ server: { host, port: Number(port) }, isMissing: () => false }, { ...usualFollowPatience, pollMs: 100, passedOverMs: 3_000 });
    await cups.setCondition('color', 'media-empty');
    const before = (await cups.receivedFiles('color')).length;
    const document = { printer: 'color', title: '2026-00001', pdf: await aPdf(a4), copies: 1, ...a4, isMonochrome: false, isDuplex: false, tray: null, onProgress: () => undefined };
    const outcome = follower.print(document, new AbortController().signal);
    await until(() => cups.isBusy('color'), 20_000);
    await cups.restart();
    expect(await outcome).toMatchObject({ state: 'failed', impressions: null });
    await cups.setCondition('color', 'none');
    expect((await (await print(desk, 'color')).outcome).state).toBe('completed');
    expect((await cups.receivedFiles('color')).length).toBe(before + 2);
    expect(await cups.spooled()).toEqual([]);
  });

  test('something that is no PDF is refused or fails, and is never called printed', async () => {
    const pdf = new TextEncoder().encode('not a PDF at all');
    const outcome = await desk.client
      .call('printers.print', { printJobId: PrintJobId.parse(randomUUID()), printerName: 'color', title: 'x', pdf, copies: 1, pageCount: 1, widthMm: 210, heightMm: 297 })
      .catch((error: unknown) => error);
    expect(outcome).not.toMatchObject({ state: 'completed' });
  });
});

describe('the print service itself', () => {
  test('that does not run is unavailable', async () => {
    const desk = openDeviceDesk({ env: { CUPS_SERVER: '127.0.0.1:1' } });
    await expect(desk.client.call('printers.list', {})).rejects.toMatchObject({ code: 'print.unavailable' });
    await expect((await print(desk, 'any')).outcome).rejects.toMatchObject({ code: 'print.unavailable' });
    await desk.close();
  });

  test('that is not installed is said to be, so that the window can tell what to install', async () => {
    const printer = createCupsPrinter({ server: { host: '127.0.0.1', port: 1 }, isMissing: () => true });
    await expect(printer.listPrinters()).rejects.toMatchObject({ code: 'print.not-installed' });
  });

  test('is reached by its socket too, and has no queue at first', async () => {
    const cups = await startTestCups({ printers: [] });
    const desk = openDeviceDesk({ env: { CUPS_SERVER: cups.socketPath } });
    expect(await desk.client.call('printers.list', {})).toEqual({ printers: [] });
    await desk.close();
    await cups.stop();
  });

  test('a hanging scanner does not take a print with it', async () => {
    const cups = await startTestCups({ printers: [{ name: 'color', color: true }] });
    const desk = openDeviceDesk({ env: cups.env });
    await cups.setCondition('color', 'media-empty');
    const job = await print(desk, 'color');
    await until(() => newsOf(desk, job).length > 0, 20_000);
    await desk.client.call('scanners.list', {});
    const [, scannerHost] = await deviceHostsOf();
    process.kill(scannerHost!, 'SIGKILL');
    await cups.setCondition('color', 'none');
    expect((await job.outcome).state).toBe('completed');
    await desk.close();
    await cups.stop();
  });
});
