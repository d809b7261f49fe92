import { describe, expect, test } from 'vitest';
import { ippAddressOf } from '../../../../src-main/device-host/drivers/ask-printer.ts';
import { isCupsMissing } from '../../../../src-main/device-host/drivers/cups-service.ts';
import { ippServerOf } from '../../../../src-main/device-host/drivers/ipp-client.ts';
import { attribute, type IppValue } from '../../../../src-main/device-host/drivers/ipp-codec.ts';
import { choosePaper } from '../../../../src-main/device-host/drivers/paper-size.ts';
import { followJob, type FollowedJob } from '../../../../src-main/device-host/drivers/print-follower.ts';
import { judgeJob, type JobView } from '../../../../src-main/device-host/drivers/print-judgement.ts';

const [pending, held, processing, stopped, canceled, aborted, completed] = [3, 4, 5, 6, 7, 8, 9] as const;

function aView(overrides: Partial<JobView> = {}): JobView {
  return { state: processing, reasons: [], printerReasons: [], printerMessage: '', impressions: null, isQueueIdle: false, ...overrides };
}

describe('a job', () => {
  test('is completed when CUPS says so and nothing contradicts', () => {
    const judgement = judgeJob(aView({ state: completed, reasons: ['processing-to-stop-point'], impressions: 4 }), false);
    expect(judgement).toEqual({ kind: 'ended', outcome: { state: 'completed', impressions: 4, detail: '' } });
  });
  test('is not completed when the printer took no document, whatever CUPS says', () => {
    const judgement = judgeJob(aView({ state: completed, printerMessage: 'Unable to add document to print job.' }), false);
    expect(judgement).toMatchObject({ kind: 'ended', outcome: { state: 'failed', detail: 'not-printed; Unable to add document to print job.' } });
  });
  test.each([
    ['we did', true, 'cancelled'],
    ['we did not', false, 'failed'],
  ])('that is cancelled while %s ask for it', (_name, isCancelRequested, state) => {
    expect(judgeJob(aView({ state: canceled }), isCancelRequested)).toMatchObject({ kind: 'ended', outcome: { state } });
  });
  test('that is aborted has failed, with the words of the device', () => {
    expect(judgeJob(aView({ state: aborted, printerReasons: ['media-jam-error'] }), false)).toMatchObject({ outcome: { state: 'failed', detail: 'aborted; media-jam-error' } });
  });
  test.each([
    ['held for a password', { state: held, reasons: ['cups-held-for-authentication'] }],
    ['stopped by a failing filter', { state: stopped, reasons: ['job-completed-with-errors'] }],
    ['not accepted by the printer', { printerMessage: 'Print job was not accepted.' }],
  ])('%s will not move again', (_name, view) => {
    expect(judgeJob(aView(view), false).kind).toBe('hopeless');
  });
  test.each([
    ['without paper', { printerReasons: ['media-empty-error'] }],
    ['for a printer in use', { printerMessage: 'The printer is in use.' }],
    ['for a printer that is switched off', { printerMessage: 'The printer may not exist or is unavailable at this time.' }],
    ['in a stopped queue', { state: stopped, printerReasons: ['paused'] }],
  ])('%s is waited for', (_name, view) => {
    expect(judgeJob(aView(view), false)).toEqual({ kind: 'waiting' });
  });
});

describe('following a job', () => {
  const patience = { pollMs: 5, unchangedMs: 80, passedOverMs: 30, unreachableMs: 60, cancelMs: 60 };
  const follow = (look: FollowedJob['look'], signal = new AbortController().signal, cancel: FollowedJob['cancel'] = () => Promise.resolve()) =>
    followJob({ look, cancel, onProgress: () => undefined }, signal, patience);

  test('ends when nothing changes any more, and withdraws it', async () => {
    let isCancelled = false;
    const outcome = await follow(
      () => Promise.resolve(isCancelled ? aView({ state: canceled }) : aView({ printerReasons: ['media-empty-error'] })),
      undefined,
      () => {
        isCancelled = true;
        return Promise.resolve();
      },
    );
    expect(outcome).toEqual({ state: 'failed', impressions: null, detail: 'no-progress; media-empty-error' });
    expect(isCancelled).toBe(true);
  });
  test('ends when the print service stays away', async () => {
    expect(await follow(() => Promise.reject(new Error('gone')))).toMatchObject({ state: 'failed', detail: 'print-service-lost' });
  });
  test('goes on when the print service was away for a moment', async () => {
    let looks = 0;
    const outcome = await follow(() => {
      looks += 1;
      return looks < 3 ? Promise.reject(new Error('restarting')) : Promise.resolve(aView({ state: completed }));
    });
    expect(outcome.state).toBe('completed');
  });
  test('a job that waits in a queue that does nothing was lost when the service began anew, and somebody has to count', async () => {
    expect(await follow(() => Promise.resolve(aView({ state: pending, isQueueIdle: true })))).toMatchObject({ state: 'failed', detail: 'job-lost' });
    expect(await follow(() => Promise.resolve(aView({ state: pending, printerReasons: ['paused'] })))).toMatchObject({ detail: 'no-progress; paused' });
  });
  test('a job that was printed before the cancel came is printed', async () => {
    expect(await follow(() => Promise.resolve(aView({ state: completed })), AbortSignal.abort())).toMatchObject({ state: 'completed' });
  });
  test('a cancel that nobody confirms is said to be so', async () => {
    expect(await follow(() => Promise.resolve(aView()), AbortSignal.abort())).toEqual({ state: 'failed', impressions: null, detail: 'cancel-not-confirmed' });
  });
});

describe('paper', () => {
  const size = (x: IppValue, y: IppValue): IppValue => {
    const side = (name: string, value: IppValue) => attribute(name, typeof value === 'number' ? 'integer' : 'range', value);
    return [side('x-dimension', x), side('y-dimension', y)];
  };
  const a4 = size(21_000, 29_700);
  const rolls = size([3_000, 33_000], [3_000, 120_000]);

  test('with a name is asked for exactly', () => {
    expect(choosePaper([size(21_590, 27_940), a4, rolls], 210, 297)).toEqual([21_000, 29_700]);
  });
  test('out of a range is asked for by the nearest whole point, so that CUPS does not cut it', () => {
    const [x, y] = choosePaper([a4, rolls], 62, 330) ?? [];
    expect([Math.floor((x! * 72) / 2540), Math.floor((y! * 72) / 2540)]).toEqual([176, 935]);
    expect(Math.abs(x! - 6_200)).toBeLessThanOrEqual(18);
    expect(Math.abs(y! - 33_000)).toBeLessThanOrEqual(18);
  });
  test('at the edge of a range stays inside it', () => {
    expect(choosePaper([rolls], 30, 210)![0]).toBe(3_000);
  });
  test('that the queue does not have is not asked for', () => {
    expect(choosePaper([a4], 297, 420)).toBeUndefined();
  });
  test('is believed in when the queue names no sizes', () => {
    expect(choosePaper([], 210, 297)).toEqual([21_000, 29_700]);
  });
});

describe('the print service is found by CUPS_SERVER', () => {
  test.each([
    ['127.0.0.1:8631', { host: '127.0.0.1', port: 8631 }],
    ['print.example', { host: 'print.example', port: 631 }],
    ['/run/other/cups.sock', { socketPath: '/run/other/cups.sock' }],
  ])('%s', (value, server) => {
    expect(ippServerOf({ CUPS_SERVER: value })).toEqual(server);
  });
});

test.each([
  ['ipp://localhost:8631/ipp/print', { host: 'localhost', port: 8631, path: '/ipp/print' }],
  ['ipp://[fe80::1]/ipp/print?waitjob=false', { host: 'fe80::1', port: 631, path: '/ipp/print' }],
  ['http://10.1.1.9/printers/a', { host: '10.1.1.9', port: 80, path: '/printers/a' }],
  ['usb://HP/LaserJet', undefined],
  ['ipps://10.1.1.9/ipp/print', undefined],
  ['socket://10.1.1.9', undefined],
  ['', undefined],
])('the printer behind %s is asked at %o', (uri, address) => {
  expect(ippAddressOf(uri)).toEqual(address);
});

describe('a print service that does not answer', () => {
  test('is to be installed where no scheduler is on the machine, and to be started where one is', () => {
    expect(isCupsMissing({}, () => false)).toBe(true);
    expect(isCupsMissing({}, path => path === '/usr/sbin/cupsd')).toBe(false);
  });
  test('elsewhere is nothing to be installed here', () => {
    expect(isCupsMissing({ CUPS_SERVER: 'print.example:631' }, () => false)).toBe(false);
  });
});
