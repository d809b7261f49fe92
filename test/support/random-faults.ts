import { createHash } from 'node:crypto';
import type { ScannerFault } from './scripted-scanner.ts';

export type DrawnFault = { readonly name: string; readonly line: ScannerFault };

export const faultKinds: readonly { readonly name: string; readonly line: (sheet: number, side: -1 | 0 | 1) => ScannerFault }[] = [
  { name: 'jam in a page', line: (sheet, side) => ['read', sheet, side, 'status', 6] },
  { name: 'jam at the rollers', line: sheet => ['start', sheet, 0, 'status', 6] },
  { name: 'cover opened in a page', line: (sheet, side) => ['read', sheet, side, 'status', 8] },
  { name: 'device error in a page', line: (sheet, side) => ['read', sheet, side, 'status', 9] },
  { name: 'busy between two sheets', line: sheet => ['start', sheet, 0, 'status', 3] },
  { name: 'page too short', line: (sheet, side) => ['read', sheet, side, 'short'] },
  { name: 'hang as it draws in', line: sheet => ['start', sheet, 0, 'hang'] },
  { name: 'hang in a page', line: (sheet, side) => ['read', sheet, side, 'hang'] },
  { name: 'good, nothing, for ever', line: (sheet, side) => ['read', sheet, side, 'spin'] },
  { name: 'driver crashes in a page', line: (sheet, side) => ['read', sheet, side, 'crash'] },
  { name: 'driver is killed in a page', line: (sheet, side) => ['read', sheet, side, 'kill'] },
  { name: 'pulled out and plugged in elsewhere', line: (sheet, side) => ['read', sheet, side, 'replug', 7] },
];

/** A number of this seed, from 0 to below `limit`. */
function draw(seed: string, limit: number): number {
  return createHash('sha256').update(seed).digest().readUInt32BE(0) % limit;
}

/** Ten faults of different kinds at random sheets, the same for the same seed. */
export function drawFaults({ seed, sheets, isTwoSided, count = 10 }: { readonly seed: string; readonly sheets: number; readonly isTwoSided: boolean; readonly count?: number }): readonly DrawnFault[] {
  const [left, taken] = [[...faultKinds], new Set<number>()];
  return Array.from({ length: Math.min(count, faultKinds.length) }, (_, index) => {
    const [kind] = left.splice(draw(`${seed}/kind/${String(index)}`, left.length), 1);
    let sheet = 2 + draw(`${seed}/sheet/${String(index)}`, sheets - 1);
    while (taken.has(sheet)) sheet = sheet >= sheets ? 2 : sheet + 1;
    taken.add(sheet);
    const side = isTwoSided && draw(`${seed}/side/${String(index)}`, 2) === 1 ? 1 : 0;
    return { name: kind!.name, line: kind!.line(sheet, side) };
  });
}
