import { expect, test } from 'vitest';
import { calibrationFrom, sendTo } from '#shared/domain/calibration';

const a4 = { widthMm: 210, heightMm: 297 };

test('what a printer does is found from four measures, and undone', () => {
  // 1.7 mm to the right and 1.1 mm up, 0.4 % too large across and 0.3 % too small along.
  const printer = { x: (mm: number) => mm * 1.004 + 1.7, y: (mm: number) => mm * 0.997 - 1.1 };
  const found = calibrationFrom({ leftMm: printer.x(15), topMm: printer.y(15), widthMm: printer.x(195) - printer.x(15), heightMm: printer.y(282) - printer.y(15) }, a4)!;
  for (const wanted of [0, 40, 200]) {
    expect(printer.x(sendTo(wanted, { scale: found.scaleX, offsetMm: found.offsetXMm }))).toBeCloseTo(wanted, 6);
    expect(printer.y(sendTo(wanted, { scale: found.scaleY, offsetMm: found.offsetYMm }))).toBeCloseTo(wanted, 6);
  }
});

test('a misread ruler is no printer', () => {
  expect(calibrationFrom({ leftMm: 15, topMm: 15, widthMm: 170, heightMm: 267 }, a4)).toBeUndefined();
  expect(calibrationFrom({ leftMm: 35, topMm: 15, widthMm: 180, heightMm: 267 }, a4)).toBeUndefined();
});
