/** Region codes 99xxxx belong to no place: the demonstration city's people cannot be mistaken for real ones. */
export const demoRegionCode = '990203';

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;

/** 18 characters with the checksum of GB 11643; `serial` is odd for men, even for women. */
export function makeIdNumber(regionCode: string, bornOn: string, serial: number): string {
  const body = `${regionCode}${bornOn}${String(serial).padStart(3, '0')}`;
  const sum = weights.reduce<number>((total, weight, index) => total + weight * Number(body[index]), 0);
  return `${body}${'10X98765432'[sum % 11] ?? ''}`;
}
