import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { desktopApi } from '../../../src-shared/contract/desktop-api.ts';
import { deviceApi } from '../../../src-shared/contract/device-api.ts';
import type { Contract } from '../../../src-shared/contract/operation.ts';
import { serverApi } from '../../../src-shared/contract/server-api.ts';

/** Every pattern that text from outside is compared with, at every border. */
function collectPatterns(contract: Contract): string[] {
  const found = new Set<string>();
  const walk = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    for (const [key, value] of Object.entries(node)) {
      if (key === 'pattern' && typeof value === 'string') found.add(value);
      else walk(value);
    }
  };
  for (const { input } of Object.values(contract)) walk(z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }));
  return [...found];
}

const length = 20_000;
/** Long runs that almost match: one kind of character, then something that cannot be the end. */
const hostile = ['0', 'a', 'A', '-', '.', ' ', 'g', ':', 'T', 'x0', '0-', 'a.', '1 ', '年'].flatMap(run => {
  const text = run.repeat(length / run.length);
  return [text, `${text}!`, `${text}\n`, `!${text}`];
});

describe('case 50: no text makes a pattern slow', () => {
  const patterns = [...new Set([serverApi, desktopApi, deviceApi].flatMap(collectPatterns))];

  test('there are patterns to try', () => {
    expect(patterns.length).toBeGreaterThan(3);
  });

  test.each(patterns)('%s', pattern => {
    const expression = new RegExp(pattern, 'u');
    for (const text of hostile) {
      const startedAt = performance.now();
      expression.test(text);
      // One that backtracks would take minutes; this is no measurement of speed.
      expect(performance.now() - startedAt, text.slice(0, 10)).toBeLessThan(50);
    }
  });
});
