import { expect, test } from 'vitest';
import { encodeDataMatrix, type DataMatrix } from '#shared/domain/data-matrix';

const hexOf = (matrix: DataMatrix): string => matrix.map(line => Number.parseInt(line.map(isDark => (isDark ? '1' : '0')).join(''), 2).toString(16)).join(' ');

/** One of each size, row by row in hexadecimal, as another program (BWIPP) draws them; the first is the example of the standard. */
const symbols = [
  ['123456', '2aa 32d 304 31d 308 20f 3b0 3d9 274 3ff'],
  ['2026-0001', 'aaa d85 b92 c0f 862 929 a14 fa5 bdc 93d d9a fff'],
  ['2026-00012-02', '2aaa 3619 2e46 304d 21cc 2d43 26ca 2fed 312a 240f 24ec 3207 33da 3fff'],
  ['Z-2026-0001234-02', 'aaaa 9999 d242 eb3d ec3a c443 902a 8463 f7de 9ab5 e10c d86b e978 85dd ba92 ffff'],
  ['12-34-56-78-90-12-34', '2aaaa 24b15 36d3e 3b92d 315a8 2b60f 3c4a2 31995 2566c 3eaa9 2fdba 305d9 30604 2860f 37b68 35149 24104 3ffff'],
  ['2026-00012-02 2026-00013-12 20', 'aaaaa d84f5 b9022 c02af 876d0 b58bf 9b312 b4917 ca35e 9967d cb500 91db5 b35f8 99cb3 fba22 d34a1 c6c32 9cc45 d8812 fffff'],
  ['2026-00012-02 2026-00013-12 2026-00014-02 20', '2aaaaa 3613c1 2e408c 300abb 21db66 2d625f 26cd48 2d256d 3288ea 265187 32cbd8 25994b 224282 2b150d 2c0a74 2104a5 3501c0 26eb95 3921de 3700c9 33da00 3fffff'],
  ['2026-00012-02 2026-00013-12 2026-00014-02 2026-00015', 'aaaaaa d84f43 b90202 c02b3d 876c2c b58885 9b350a b49677 ca2efc 995343 cb2eb6 96621b 89156e ac47e5 b0f830 84991d d5a3ee 9b35b9 e08bec db230d d14382 892d9d 85983a ffffff'],
] as const;

test.each(symbols)('%s is the symbol that others draw of it', (text, rows) => {
  expect(hexOf(encodeDataMatrix(text))).toBe(rows);
});

test('what no scanner would read back is refused', () => {
  expect(() => encodeDataMatrix('登记号')).toThrow('ASCII');
  expect(() => encodeDataMatrix('-'.repeat(45))).toThrow('45 codewords');
});
