import { describe, expect, test } from 'vitest';
import { noSteps } from '../../../src-shared/domain/page-steps.ts';
import { chooseByProfile, isByProfile, listShortfalls, missingOptions, offerResolutions, toSettings, type WantedScan } from '../../../src-shared/domain/profile-matching.ts';
import type { DeviceOption, ScannerCapabilities } from '../../../src-shared/domain/scanning.ts';

const archive: WantedScan = { source: 'feeder', mode: 'color', resolutionDpi: 300, paper: 'a4', steps: { ...noSteps, straighten: true }, deviceOptions: [] };
const photo: WantedScan = { ...archive, source: 'flatbed', resolutionDpi: 600 };

function aScanner(changes: Partial<ScannerCapabilities> = {}): ScannerCapabilities {
  return {
    sources: [
      { name: 'Flatbed', kind: 'flatbed' },
      { name: 'Automatic Document Feeder', kind: 'feeder' },
    ],
    modes: [
      { name: 'Gray', kind: 'gray' },
      { name: 'Color', kind: 'color' },
    ],
    resolutionsDpi: [600, 75, 150, 300],
    maxWidthMm: 216,
    maxHeightMm: 356,
    ...changes,
  };
}

describe('choosing by profile', () => {
  test('takes the names that the device gave, never names of our own', () => {
    expect(chooseByProfile(archive, aScanner())).toEqual({ sourceName: 'Automatic Document Feeder', glassName: null, modeName: 'Color', resolutionDpi: 300, paperId: 'a4', options: [], steps: archive.steps });
  });

  test('falls back to the flatbed of a scanner without a feeder, and says so', () => {
    const device = aScanner({ sources: [{ name: 'Platen', kind: 'flatbed' }] });
    const choice = chooseByProfile(archive, device);
    expect(choice.sourceName).toBe('Platen');
    expect(listShortfalls(archive, choice, device)).toEqual(['source']);
  });

  test('takes the next finer resolution, and only a coarser one where nothing finer exists', () => {
    expect(chooseByProfile(archive, aScanner({ resolutionsDpi: [200, 400] })).resolutionDpi).toBe(400);
    const coarse = aScanner({ resolutionsDpi: [100, 200] });
    const choice = chooseByProfile(archive, coarse);
    expect(choice.resolutionDpi).toBe(200);
    expect(listShortfalls(archive, choice, coarse)).toEqual(['resolution']);
  });

  test('a device that lists nothing is asked for nothing it did not name', () => {
    const silent = aScanner({ sources: [], modes: [], resolutionsDpi: [] });
    const choice = chooseByProfile(archive, silent);
    expect(choice).toEqual({ sourceName: null, glassName: null, modeName: null, resolutionDpi: 300, paperId: 'a4', options: [], steps: archive.steps });
    expect(listShortfalls(archive, choice, silent)).toEqual([]);
  });

  test('feeder or glass: both are named where the device has both, and one that has the glass alone lacks nothing', () => {
    const either: WantedScan = { ...archive, source: 'feeder-or-glass' };
    const device = aScanner();
    expect(chooseByProfile(either, device)).toMatchObject({ sourceName: 'Automatic Document Feeder', glassName: 'Flatbed' });
    expect(toSettings(chooseByProfile(either, device), device)).toMatchObject({ source: 'Automatic Document Feeder', sourceWhenEmpty: 'Flatbed', maxPages: null });
    const glass = aScanner({ sources: [{ name: 'Platen', kind: 'flatbed' }] });
    const onGlass = chooseByProfile(either, glass);
    expect(onGlass).toMatchObject({ sourceName: 'Platen', glassName: null });
    expect(listShortfalls(either, onGlass, glass)).toEqual([]);
    expect(listShortfalls({ ...either, source: 'duplex-or-glass' }, chooseByProfile({ ...either, source: 'duplex-or-glass' }, device), device)).toEqual(['source']);
    expect(toSettings(chooseByProfile(archive, device), device)).not.toHaveProperty('sourceWhenEmpty');
  });

  test('what matches completely raises no remark', () => {
    const device = aScanner();
    for (const profile of [archive, photo]) expect(listShortfalls(profile, chooseByProfile(profile, device), device)).toEqual([]);
  });
});

describe('settings for the device', () => {
  test('a flatbed scans one sheet, a feeder until it is empty', () => {
    const device = aScanner();
    expect(toSettings(chooseByProfile(photo, device), device).maxPages).toBe(1);
    expect(toSettings(chooseByProfile(archive, device), device).maxPages).toBeNull();
  });

  test('rescanning one page takes one sheet, also from the feeder', () => {
    const device = aScanner();
    expect(toSettings(chooseByProfile(archive, device), device, true).maxPages).toBe(1);
  });

  test('paper larger than the glass is cut to the glass and remarked on', () => {
    const small = aScanner({ maxWidthMm: 200, maxHeightMm: 200 });
    const choice = chooseByProfile(archive, small);
    expect(toSettings(choice, small)).toMatchObject({ widthMm: 200, heightMm: 200 });
    expect(listShortfalls(archive, choice, small)).toEqual(['paper']);
  });
});

test('only usual resolutions are offered, and the chosen one always', () => {
  expect(offerResolutions(aScanner({ resolutionsDpi: [1, 2, 75, 150, 300, 301, 600] }), 75)).toEqual([75, 150, 300, 600]);
});

describe('settings in the device’s own words', () => {
  const anOption = (name: string): DeviceOption => ({ name, title: name, group: '', kind: 'number', unit: 'none', range: { min: 0, max: 100, step: 1 }, choices: [], value: 0, isActive: true });
  const profile: WantedScan = { ...archive, deviceOptions: [{ name: 'brightness', value: 10 }, { name: 'swdeskew', value: true }] };

  test('go to a device that has them; one that lacks some is remarked on and not asked for those', () => {
    const device = aScanner({ options: [anOption('brightness')] });
    const choice = chooseByProfile(profile, device);
    expect(missingOptions(choice, device)).toEqual(['swdeskew']);
    expect(listShortfalls(profile, choice, device)).toEqual(['options']);
    expect(toSettings(choice, device).options).toEqual([{ name: 'brightness', value: 10 }]);
  });

  test('a locked profile is met by exactly what it means on this device; how many sheets is the desk’s business', () => {
    const device = aScanner({ options: [anOption('brightness')] });
    const settings = toSettings(chooseByProfile(profile, device), device);
    const steps = profile.steps;
    expect(isByProfile(profile, device, { settings: { ...settings, maxPages: 1 }, steps })).toBe(true);
    expect(isByProfile(profile, device, { settings, steps: undefined })).toBe(true);
    for (const change of [{ resolutionDpi: 200 }, { source: 'Flatbed' }, { mode: 'Gray' }, { widthMm: 100 }, { options: [{ name: 'brightness', value: 11 }] }, { options: [] }]) {
      expect(isByProfile(profile, device, { settings: { ...settings, ...change }, steps })).toBe(false);
    }
    expect(isByProfile(profile, device, { settings, steps: { ...steps, straighten: false } })).toBe(false);
  });
});

test('paper of any size is as large as the device takes, up to A3', () => {
  const auto: WantedScan = { ...archive, paper: 'auto' };
  const device = aScanner();
  expect(toSettings(chooseByProfile(auto, device), device)).toMatchObject({ widthMm: 216, heightMm: 356 });
  const endless = aScanner({ maxWidthMm: 450, maxHeightMm: 5000 });
  expect(toSettings(chooseByProfile(auto, endless), endless)).toMatchObject({ widthMm: 297, heightMm: 420 });
  expect(listShortfalls(auto, chooseByProfile(auto, device), device)).toEqual([]);
});
