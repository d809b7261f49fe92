import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { PageSession } from './page-session.ts';

export type AxeViolation = { readonly id: string; readonly impact: string; readonly help: string; readonly nodes: readonly string[] };
type Axe = { run(options: object): Promise<{ violations: readonly { id: string; impact?: string | null; help: string; nodes: readonly { target: readonly unknown[]; failureSummary?: string }[] }[] }> };

/** Checks what is on the page for accessibility with axe-core, at rest: what is half faded in has half its contrast. */
export async function runAxe(page: PageSession): Promise<readonly AxeViolation[]> {
  const isThere = await page.evaluate(() => 'axe' in globalThis);
  if (!isThere) await page.send('Runtime.evaluate', { expression: readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8') });
  return page.evaluate(async () => {
    const moving = (): Animation[] => document.getAnimations().filter(({ effect, playState }) => playState === 'running' && Number(effect?.getComputedTiming().endTime ?? 0) < Infinity);
    while (moving().length > 0) await Promise.allSettled(moving().map(({ finished }) => finished));
    const { axe } = globalThis as unknown as { axe: Axe }; // `as`: it was put there just now
    const { violations } = await axe.run({ resultTypes: ['violations'] });
    return violations.map(({ id, impact, help, nodes }) => ({
      id,
      impact: impact ?? '',
      help,
      nodes: nodes.map((node) => `${node.target.join(' ')}: ${node.failureSummary ?? ''}`),
    }));
  });
}
