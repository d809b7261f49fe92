import { describe, expect, test } from 'vitest';
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
