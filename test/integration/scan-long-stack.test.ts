import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildNative } from '../../scripts/build-native.mjs';
import type { ScanSettings } from '../../src-shared/domain/scanning.ts';
import { drawFaults } from '../support/random-faults.ts';
import { openScanFloor, type ScanFloor } from '../support/scan-floor.ts';
import { keptSides, scanStack } from '../support/scanning-person.ts';

const seed = 'a long stack';
const sheets = 120;
const settings: ScanSettings = { source: 'ADF Duplex', mode: 'True Gray', resolutionDpi: 150, widthMm: 40, heightMm: 40, maxPages: null };

let floor: ScanFloor;
beforeAll(async () => {
  await buildNative();
  floor = await openScanFloor();
}, 120_000);
afterAll(() => floor.close());

test('a long stack with ten faults of different kinds at random sheets ends with every side in its place, and nothing was started anew', async () => {
  const { terminal, scanner } = floor;
  const draftId = await floor.newDraft();
  const drawn = drawFaults({ seed, sheets, isTwoSided: true });
  await scanner.setFaults(drawn.map(({ line }) => line));
  const story = await scanStack({ terminal, scanner, draftId, settings, sheets });
  expect(story.error).toBeNull();
  expect(story.asked).toEqual(story.truly);
  expect(await scanner.faultsLeft()).toEqual([]);
  const sides = Array.from({ length: sheets }, (_, index) => [false, true].map(isBack => ({ sheet: index + 1, isBack }))).flat();
  expect(await keptSides(terminal, draftId)).toEqual(sides);
  // A lone side that went through again is not lost either: it can be looked at and put back.
  const { removedPages } = await terminal.call('drafts.get', { id: draftId });
  expect(removedPages.length).toBe(story.troubles.filter(({ action, sidesKept }) => action === 'gave-up' && sidesKept % 2 === 1).length);
  // One for scanners, one for barcode scanners.
  expect((await floor.deviceHosts()).length).toBeLessThanOrEqual(2);
}, 240_000);
