import { describe, expect, test } from 'vitest';
import { scanProfiles, type ScannerCapabilities, type ScanProfile } from '#shared/domain/scanning';
import { chooseByProfile, listShortfalls, offerResolutions, toSettings } from '../../../../src-renderer/features/scanning/profile-matching.ts';

const archive: ScanProfile = scanProfiles[0]!;
const photo: ScanProfile = scanProfiles.find(({ id }) => id === 'photo')!;

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
    expect(chooseByProfile(archive, aScanner())).toEqual({ sourceName: 'Automatic Document Feeder', modeName: 'Color', resolutionDpi: 300, paperId: 'a4' });
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
    expect(choice).toEqual({ sourceName: null, modeName: null, resolutionDpi: 300, paperId: 'a4' });
    expect(listShortfalls(archive, choice, silent)).toEqual([]);
  });

  test('what matches completely raises no remark', () => {
    const device = aScanner();
    for (const profile of scanProfiles) expect(listShortfalls(profile, chooseByProfile(profile, device), device)).toEqual([]);
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
