import { noSteps } from '#shared/domain/page-steps';
import { describe, expect, test } from 'vitest';
import { afterStep, countPaper, noLeaves, supposeBegun, type Leaves, type ScanKind } from '../../../../src-main/features/scanning/leaf-count.ts';
import { decideCourse, findAgain } from '../../../../src-main/features/scanning/recovery.ts';
import { newStack, stackAfter } from '../../../../src-main/features/scanning/stack.ts';
import { DraftId, DraftPageId } from '../../../../src-shared/domain/ids.ts';

/** So many sides have begun; the last start ended like this, or has not ended. */
const begun = (kind: ScanKind, sides: number, status?: string): Leaves => {
  let leaves: Leaves = { ...noLeaves, kind };
  for (let side = 1; side <= sides; side += 1) leaves = afterStep(leaves, { step: side === 1 ? 'warm-up' : 'start', isEnded: false, side, status: 'begun' });
  return status === undefined ? leaves : afterStep(leaves, { step: sides === 1 ? 'warm-up' : 'start', isEnded: true, side: sides, status });
};

describe('the paper of a stack that broke off', () => {
  test.each([
    ['one-sided, a sheet being read', begun('feeder', 14, 'good'), 13, { putBackSheet: 14, putBackCount: 1, isLastSideAlone: false }],
    ['one-sided, one read but not arrived, the next being drawn in', begun('feeder', 15), 13, { putBackSheet: 14, putBackCount: 2 }],
    ['one-sided, between two sheets', begun('feeder', 13, 'good'), 13, { putBackSheet: null, putBackCount: 0 }],
    ['the feeder refused the next sheet with its cover open', begun('feeder', 14, 'cover-open'), 13, { putBackSheet: null, putBackCount: 0 }],
    ['the feeder jammed as it drew in', begun('feeder', 14, 'jammed'), 13, { putBackSheet: 14, putBackCount: 1 }],
    ['two-sided, the front being read', begun('duplex', 27, 'good'), 26, { putBackSheet: 14, putBackCount: 1, isLastSideAlone: false }],
    ['two-sided, the front kept and the back being read', begun('duplex', 28, 'good'), 27, { putBackSheet: 14, putBackCount: 1, isLastSideAlone: true }],
    ['two-sided, the front kept and no back ever begun', begun('duplex', 27, 'good'), 27, { putBackSheet: 14, putBackCount: 1, isLastSideAlone: true }],
    ['two-sided, a back not arrived and the next front begun', begun('duplex', 29), 27, { putBackSheet: 14, putBackCount: 2, isLastSideAlone: true }],
    ['on the glass nothing moves', begun('flatbed', 1, 'good'), 0, { putBackSheet: null, putBackCount: 0 }],
    ['nothing began', noLeaves, 0, { putBackSheet: null, putBackCount: 0, sidesKept: 0 }],
  ] as const)('%s', (...[, leaves, kept, paper]) => {
    expect(countPaper(leaves, 0, kept)).toMatchObject(paper);
  });

  test('is supposed to have moved where the device does not say so', () => {
    const networked: Leaves = { ...noLeaves, kind: 'feeder' };
    expect(countPaper(supposeBegun(networked, 5, 'scanner.io-failed'), 0, 5)).toMatchObject({ putBackSheet: 6, putBackCount: 1 });
    expect(countPaper(supposeBegun(networked, 0, 'scanner.no-paper'), 0, 0)).toMatchObject({ putBackCount: 0 });
    expect(countPaper(supposeBegun(begun('feeder', 5, 'good'), 5, 'scanner.io-failed'), 0, 5)).toMatchObject({ putBackCount: 0 });
  });

  test('is counted on from what earlier attempts kept', () => {
    expect(countPaper(begun('duplex', 3, 'good'), 26, 2)).toMatchObject({ putBackSheet: 15, putBackCount: 1, sidesKept: 28, sheetsDone: 14 });
  });
});

describe('what is left of a stack', () => {
  const ids = [...Array(4).keys()].map(() => DraftPageId.parse(crypto.randomUUID()));
  const settings = { source: 'ADF Duplex', mode: null, resolutionDpi: 300, widthMm: 210, heightMm: 297, maxPages: 10 };
  const order = { draftId: DraftId.parse(crypto.randomUUID()), scannerId: 'a:b', settings, replacePageId: null, steps: noSteps };

  test('begins with the sheet whose lone side it will take the place of', () => {
    const paper = countPaper(begun('duplex', 4, 'good'), 0, 3);
    const rest = stackAfter(newStack(order), { paper, kind: 'duplex', keptIds: ids.slice(0, 3) });
    expect(rest).toMatchObject({ sidesKept: 2, sheetsWanted: 9, replaces: ids[2] });
    const nothingCame = stackAfter(rest, { paper: countPaper({ ...noLeaves, kind: 'duplex' }, 2, 0), kind: 'duplex', keptIds: [] });
    expect(nothingCame).toEqual(rest);
    const whole = stackAfter(nothingCame, { paper: countPaper(begun('duplex', 2, 'good'), 2, 2), kind: 'duplex', keptIds: ids.slice(2) });
    expect(whole).toMatchObject({ sidesKept: 4, sheetsWanted: 8, replaces: null });
  });
});

describe('the course after a fault', () => {
  const still = countPaper(begun('feeder', 13, 'good'), 0, 13);
  const moving = countPaper(begun('feeder', 14, 'good'), 0, 13);
  test.each([
    ['a dead driver between two sheets goes on by itself', 'device-host.crashed', still, 1, true, 'again'],
    ['a dead driver with a sheet under way waits for a person', 'device-host.crashed', moving, 1, true, 'give-up'],
    ['whoever fails three times in a row is given up', 'scanner.not-responding', still, 3, true, 'give-up'],
    ['a busy device is asked again', 'scanner.busy', still, 3, true, 'again'],
    ['an open cover is a matter of hands', 'scanner.cover-open', still, 1, true, 'give-up'],
    ['a scanner that was never there is an error', 'scanner.not-found', countPaper(noLeaves, 0, 0), 2, false, 'fail'],
    ['one that went is looked for', 'scanner.not-found', still, 5, true, 'again'],
    ['a setting that is refused at once is an error', 'scanner.setting-refused', countPaper(noLeaves, 0, 0), 1, false, 'fail'],
  ] as const)('%s', (...[, code, paper, failures, hasBegun, kind]) => {
    expect(decideCourse({ code, paper, failures, hasBegun })).toMatchObject({ kind });
  });
});

describe('a device that was plugged in again', () => {
  const at = (id: string, model = 'fi-7160') => ({ id, vendor: 'FUJITSU', model, kind: 'scanner' });
  const lost = at('genesys:libusb:001:004');
  test('has another address of the same backend', () => {
    expect(findAgain(lost, [lost], [at('v4l:/dev/video0', 'camera'), at('genesys:libusb:001:007')])?.id).toBe('genesys:libusb:001:007');
  });
  test('is not a second one of its kind that was there before, nor one of two new ones, nor one of another backend', () => {
    const second = at('genesys:libusb:002:001');
    expect(findAgain(lost, [lost, second], [second])).toBeUndefined();
    expect(findAgain(lost, [lost], [at('genesys:libusb:001:008'), at('genesys:libusb:001:009')])).toBeUndefined();
    expect(findAgain(lost, [lost], [at('pixma:libusb:001:007')])).toBeUndefined();
  });
});
