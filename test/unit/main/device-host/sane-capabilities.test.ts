import { describe, expect, test } from 'vitest';
import { hasButtons } from '../../../../src-main/device-host/drivers/sane-buttons.ts';
import { watchButtons } from '../../../../src-main/device-host/drivers/watch-buttons.ts';
import { capabilitiesOf, modeKindOf, resolutionsOf, sourceKindOf } from '../../../../src-main/device-host/drivers/sane-capabilities.ts';
import type { SaneOption } from '../../../../src-main/device-host/drivers/sane-addon.ts';

function anOption(overrides: Partial<SaneOption>): SaneOption {
  return { index: 1, name: '', title: '', type: 'string', unit: 'none', isActive: true, isSettable: true, range: null, numbers: [], strings: [], value: null, ...overrides };
}

describe('a source is known by the words of its vendor', () => {
  test.each([
    ['Flatbed', 'flatbed'],
    ['Document Table', 'flatbed'],
    ['FlatBed', 'flatbed'],
    ['ADF', 'feeder'],
    ['ADF Front', 'feeder'],
    ['ADF Back', 'feeder'],
    ['ADF Duplex', 'duplex'],
    ['Automatic Document Feeder', 'feeder'],
    ['Automatic Document Feeder(left aligned)', 'feeder'],
    ['Automatic Document Feeder(centrally aligned,Duplex)', 'duplex'],
    ['sheetfed scanner', 'feeder'],
    ['Duplex', 'duplex'],
    ['自动进纸器', 'feeder'],
    ['自动进纸器（双面）', 'duplex'],
    // fujitsu, canon_dr, kodak and avision; the slot for plastic cards takes no paper.
    ['Card Duplex', undefined],
    ['Card Front', undefined],
    ['Normal', 'flatbed'],
    // Brother's own drivers (brscan3 to 5).
    ['Automatic Document Feeder(left aligned,Duplex)', 'duplex'],
    ['Automatic Document Feeder(centrally aligned)', 'feeder'],
    // Kyocera, Ricoh, Xerox and Samsung, Canon, Pantum: as their drivers and users write them.
    ['Doc Feeder Duplex', 'duplex'],
    ['DocFeeder', 'feeder'],
    ['ADF(Duplex)', 'duplex'],
    ['ADF-Duplex', 'duplex'],
    ['ADF Simplex', 'feeder'],
    ['Simplex', 'feeder'],
    ['DADF', 'feeder'],
    ['Duplex ADF', 'duplex'],
    ['ADF - Both Sides', 'duplex'],
    ['Two-sided feeder', 'duplex'],
    ['2-sided ADF', 'duplex'],
    ['Double Sided', 'duplex'],
    ['Document Feeder', 'feeder'],
    ['Sheet Feeder', 'feeder'],
    ['Feeder Tray', 'feeder'],
    ['Platen', 'flatbed'],
    ['Document Glass', 'flatbed'],
    ['平板', 'flatbed'],
    ['送稿器单面', 'feeder'],
    ['馈纸器（双面）', 'duplex'],
    ['正反面扫描', 'duplex'],
    ['Transparency Unit', undefined],
    ['Slide(s)', undefined],
    ['Negative', undefined],
  ])('%s is %s', (name, kind) => {
    expect(sourceKindOf(name)).toBe(kind);
  });
});

describe('a mode is known by the words of its vendor', () => {
  test.each([
    ['Color', 'color'],
    ['24bit Color[Fast]', 'color'],
    ['Colour', 'color'],
    ['True Gray', 'gray'],
    ['Grayscale', 'gray'],
    ['Gray[Error Diffusion]', 'lineart'],
    ['Black & White', 'lineart'],
    ['Lineart', 'lineart'],
    ['Halftone', 'lineart'],
    ['灰度', 'gray'],
    ['Infrared', undefined],
  ])('%s is %s', (name, kind) => {
    expect(modeKindOf(name)).toBe(kind);
  });
});

describe('resolutions', () => {
  test('come from the list of the device, in order', () => {
    expect(resolutionsOf(anOption({ type: 'int', numbers: [600, 150, 300] }))).toEqual([150, 300, 600]);
  });
  test('out of a range are the usual ones that lie on its steps', () => {
    expect(resolutionsOf(anOption({ type: 'int', range: { min: 50, max: 600, quant: 50 } }))).toEqual([100, 150, 200, 300, 400, 600]);
  });
  test('of a device with one fixed value are that value', () => {
    expect(resolutionsOf(anOption({ type: 'int', value: 300 }))).toEqual([300]);
  });
  test('are none when the device has no such option', () => {
    expect(resolutionsOf(undefined)).toEqual([]);
  });
});

describe('a device', () => {
  const corner = { type: 'fixed', unit: 'mm', range: { min: 0, max: 216, quant: 0 } } as const;
  const source = anOption({ name: 'source', strings: ['Flatbed', 'ADF'] });

  test('that keeps both sides in an option of its own offers them as a source', () => {
    const duplex = anOption({ name: 'adf-mode', isActive: false, strings: ['Simplex', 'Duplex'] });
    expect(capabilitiesOf([source, duplex], '').sources).toEqual([
      { name: 'Flatbed', kind: 'flatbed' },
      { name: 'ADF', kind: 'feeder' },
      { name: 'ADF + duplex', kind: 'duplex' },
    ]);
  });
  test.each(['duplex', 'adf-duplex', 'double-sided', 'sides'])('with a switch called %s offers both sides', name => {
    const asSwitch = anOption({ name, type: 'bool', value: false, isActive: false });
    expect(capabilitiesOf([source, asSwitch], '').sources.at(-1)).toEqual({ name: 'ADF + duplex', kind: 'duplex' });
    const asWords = anOption({ name, strings: ['单面', '双面'] });
    expect(capabilitiesOf([source, asWords], '').sources.at(-1)).toEqual({ name: 'ADF + duplex', kind: 'duplex' });
  });
  test('that names both sides among its sources needs no switch', () => {
    const both = anOption({ name: 'source', strings: ['ADF Front', 'ADF Back', 'ADF Duplex'] });
    expect(capabilitiesOf([both, anOption({ name: 'duplex', type: 'bool' })], '').sources.map(({ kind }) => kind)).toEqual(['feeder', 'feeder', 'duplex']);
  });

  test('shows its own settings in its own groups; what the desk sets, buttons and tables are not among them', () => {
    const options = [
      anOption({ type: 'group', title: 'Enhancement' }),
      anOption({ name: 'brightness', title: 'Brightness', type: 'int', unit: 'percent', range: { min: -100, max: 100, quant: 1 }, value: 0 }),
      anOption({ name: 'dropout', title: 'Drop-out colour', strings: ['None', 'Red'], value: 'None', isActive: false }),
      anOption({ type: 'group', title: 'Paper' }),
      anOption({ name: 'df-thickness', title: 'Double feed by thickness', type: 'bool', value: true }),
      anOption({ name: 'overscan', type: 'fixed', unit: 'mm', numbers: [0, 2.5], value: 0 }),
      ...['source', 'mode', 'resolution', 'tl-x', 'br-y', 'adf-mode', 'page-width'].map(name => anOption({ name, strings: ['x'] })),
      anOption({ name: 'calibrate', type: 'button' }),
      anOption({ name: 'gamma-table', type: 'int', value: [0, 1, 2] }),
      anOption({ name: 'serial', isSettable: false }),
    ];
    expect(capabilitiesOf(options, '').options).toEqual([
      { name: 'brightness', title: 'Brightness', group: 'Enhancement', kind: 'number', unit: 'percent', range: { min: -100, max: 100, step: 1 }, choices: [], value: 0, isActive: true },
      { name: 'dropout', title: 'Drop-out colour', group: 'Enhancement', kind: 'choice', unit: 'none', range: null, choices: ['None', 'Red'], value: 'None', isActive: false },
      { name: 'df-thickness', title: 'Double feed by thickness', group: 'Paper', kind: 'switch', unit: 'none', range: null, choices: [], value: true, isActive: true },
      { name: 'overscan', title: '', group: 'Paper', kind: 'number', unit: 'mm', range: null, choices: [0, 2.5], value: 0, isActive: true },
    ]);
  });

  test('without a choice of sources is what its type says', () => {
    expect(capabilitiesOf([], 'sheetfed scanner').sources).toEqual([{ name: 'sheetfed scanner', kind: 'feeder' }]);
  });
  test('tells its size in millimetres, also when it counts in pixels', () => {
    expect(capabilitiesOf([anOption({ name: 'br-x', ...corner })], '').maxWidthMm).toBe(216);
    const options = [
      anOption({ name: 'br-x', ...corner, unit: 'pixel', range: { min: 0, max: 2550, quant: 1 } }),
      anOption({ name: 'resolution', type: 'int', numbers: [300], value: 300 }),
    ];
    expect(capabilitiesOf(options, '').maxWidthMm).toBeCloseTo(215.9);
  });
  test('ignores options that are not active', () => {
    expect(capabilitiesOf([anOption({ name: 'mode', isActive: false, strings: ['Color'] })], '').modes).toEqual([]);
  });
});

describe('buttons', () => {
  const sensor = { type: 'bool', isSettable: false } as const;

  test.each([['scan', true], ['email', true], ['button-1', true], ['button 2', true], ['start', true], ['cancel', false], ['power', false], ['page-loaded', false], ['cover-open', false]])('"%s" asks for a scan: %s', (name, isOne) => {
    expect(hasButtons([anOption({ name, ...sensor })])).toBe(isOne);
  });

  test('what can be set is a setting, whatever it is called', () => {
    expect(hasButtons([anOption({ name: 'scan', type: 'bool' }), anOption({ name: 'file', type: 'button' })])).toBe(false);
  });

  test('each press counts once; where the device has to be asked to look, it is', async () => {
    const downs = [[true, false], [true, false], [false, false], [false, true], [true, true], [true, true]];
    let at = 0;
    const asked: number[] = [];
    const look = watchButtons({
      options: () => {
        const [one = false, two = false] = downs[at++] ?? [];
        return Promise.resolve([anOption({ index: 7, name: 'button-update', type: 'button' }), anOption({ name: 'button-1', ...sensor, type: 'int', value: one ? 1 : 0 }), anOption({ name: 'button-2', ...sensor, value: two })]);
      },
      set: index => {
        asked.push(index);
        return Promise.resolve({ value: null, isInexact: false, reloadsOptions: false });
      },
    });
    const told: boolean[] = [];
    for (const _down of downs) told.push(await look());
    expect(told).toEqual([false, false, false, true, true, false]);
    expect(new Set(asked)).toEqual(new Set([7]));
  });
});
