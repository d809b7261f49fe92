import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readBarcode, writeBarcode } from '../../../src-shared/domain/barcode.ts';
import { classCodes } from '../../../src-shared/domain/catalogue.ts';

test('whatever is printed is read again', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 9_999_999_999 }), number => {
      const barcode = { kind: 'volume', labelNumber: String(number).padStart(10, '0') } as const;
      expect(readBarcode(writeBarcode(barcode))).toEqual(barcode);
    }),
  );
  const count = (max: number) => fc.option(fc.integer({ min: 1, max }), { nil: null });
  fc.assert(
    fc.property(fc.constantFrom(...classCodes), count(999), count(400), (classCode, sequence, pageCount) => {
      const barcode = { kind: 'material', classCode, sequence, pageCount } as const;
      expect(readBarcode(writeBarcode(barcode))).toEqual(barcode);
      // Letters, digits, `-` and `:` alone: every symbology holds it.
      expect(writeBarcode(barcode)).toMatch(/^[A-Z0-9:-]+$/);
    }),
  );
});

test('a scanner that adds a line end, or writes small letters, is understood', () => {
  expect(readBarcode('dl1m:4-1:3:12\r\n')).toEqual({ kind: 'material', classCode: '4-1', sequence: 3, pageCount: 12 });
});

test.each(['', '6901234567892', 'DL1V:123', 'DL1V:00000000000090000000000000000000', 'DL1M:11:1:1', 'DL1M:4-9::', 'DL1M:1:0:1', 'DL1M:1:1:900', 'DL2V:x', 'http://example.com'])('%j is none of ours', text => {
  expect(readBarcode(text)).toEqual({ kind: 'foreign' });
});
