import { describe, expect, test } from 'vitest';
import { createScanPace, usualPatience, type ScanPatience } from '../../../../src-main/device-host/scan-pace.ts';
import { createScanWatch, type ScanWatch, type Verdict } from '../../../../src-main/device-host/scan-watch.ts';
import type { ScanStep } from '../../../../src-shared/domain/scan-fault.ts';

const work = { scannerId: 'fujitsu:fi-7160', settings: 'ADF Color 300 297' };

/** A child that beats every 250 ms and is in one step, giving signs or none. */
const aDesk = (patience: ScanPatience = usualPatience) => {
  let now = 0;
  let signs = 0;
  const pace = createScanPace(patience);
  const watch: ScanWatch = createScanWatch(pace, patience, () => now);
  watch.begin(work);
  const silence = (step: ScanStep | null, ms: number): readonly (Verdict | undefined)[] => {
    const verdicts: (Verdict | undefined)[] = [];
    for (const until = now + ms; now < until; ) {
      now += 250;
      verdicts.push(watch.beat({ step, signs }));
    }
    return verdicts.filter(verdict => verdict !== undefined);
  };
  const sign = (step: ScanStep | null): Verdict | undefined => {
    signs += 1;
    now += 250;
    return watch.beat({ step, signs });
  };
  const ended = (step: ScanStep, longestSilenceMs: number): void => {
    watch.stepped({ step, isEnded: true, longestSilenceMs, status: 'good' });
  };
  return { watch, pace, silence, sign, ended, pause: (ms: number) => (now += ms) };
};

describe('the pace of a device', () => {
  test('is generous before anything is known', () => {
    expect(createScanPace(usualPatience).limitMs(work, 'start')).toBe(30_000);
  });
  test('is learnt from its own steps, one exception in twenty left out, and never below the floor', () => {
    const pace = createScanPace(usualPatience);
    for (let page = 0; page < 40; page += 1) pace.learn(work, 'start', page === 20 ? 9_000 : 900);
    expect(pace.limitMs(work, 'start')).toBe(1_800);
    for (let page = 0; page < 64; page += 1) pace.learn(work, 'start', 10);
    expect(pace.limitMs(work, 'start')).toBe(800);
  });
  test('belongs to one device and one kind of work; opening is the same whatever is scanned', () => {
    const pace = createScanPace(usualPatience);
    for (const step of ['read', 'open'] as const) for (let n = 0; n < 3; n += 1) pace.learn(work, step, 1_000);
    const other = { ...work, settings: 'ADF Color 600 297' };
    expect([pace.limitMs(other, 'read'), pace.limitMs(other, 'open')]).toEqual([20_000, 5_000]);
    expect(pace.limitMs({ ...work, scannerId: 'epsonds:1' }, 'open')).toBe(30_000);
  });
});

describe('the watch over a scan', () => {
  const known = () => {
    const desk = aDesk();
    for (let page = 0; page < 5; page += 1) for (const step of ['start', 'read'] as const) desk.ended(step, 500);
    return desk;
  };

  test('goes by degrees: it waits, it cancels, it ends the driver', () => {
    const { silence, sign, watch } = known();
    sign('read');
    expect(silence('read', 1_250)).toEqual(['waiting']);
    expect(watch.isGivenUp()).toBe(false);
    expect(silence('read', 2_000)).toEqual(['cancelling']);
    expect(silence('read', 2_000)).toEqual(['restarting']);
    expect(silence('read', 60_000)).toEqual([]);
  });
  test('takes back what it said when the device goes on, and believes it from then on', () => {
    const { silence, sign, pace } = known();
    sign('start');
    expect(silence('start', 3_000)).toEqual(['waiting']);
    expect(sign('read')).toBe('moving');
    expect(pace.limitMs(work, 'start')).toBe(4_500);
  });
  test('ends a driver that hangs where nothing can be cancelled', () => {
    const { silence, sign } = aDesk();
    sign('open');
    expect(silence('open', 40_000)).toEqual(['waiting', 'restarting']);
  });
  test('gives a lamp time to warm up, also when it was warm the last times', () => {
    const { silence, sign, ended } = aDesk();
    for (let n = 0; n < 5; n += 1) ended('warm-up', 300);
    sign('warm-up');
    expect(silence('warm-up', 20_000)).toEqual([]);
  });
  test('blames nobody while the driver is asked for nothing', () => {
    const { silence } = known();
    expect(silence(null, 1_000_000)).toEqual([]);
  });
  test('does not count time in which this machine itself stood still', () => {
    const { silence, sign, pause } = known();
    sign('read');
    pause(60_000);
    expect(silence('read', 250)).toEqual([]);
  });
  test('waits for a cancel that a person asked for, then ends the driver at once', () => {
    const { silence, sign, watch } = known();
    sign('read');
    watch.cancelled();
    expect(silence('read', 9_000)).toEqual([]);
    expect(silence('read', 2_000)).toEqual(['restarting']);
  });
  test('has less patience with the closing of what it has just given up', () => {
    const { silence, sign, watch } = known();
    sign('read');
    silence('read', 3_500);
    expect(watch.isGivenUp()).toBe(true);
    watch.begin(work);
    sign('close');
    expect(silence('close', 2_500)).toEqual(['waiting', 'restarting']);
  });
});
