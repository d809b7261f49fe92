import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { PageSession } from './page-session.ts';

export type AxeViolation = { readonly id: string; readonly impact: string; readonly help: string; readonly nodes: readonly string[] };
type Axe = { run(options: object): Promise<{ violations: readonly { id: string; impact?: string | null; help: string; nodes: readonly { target: readonly unknown[]; failureSummary?: string }[] }[] }> };

/** Checks what is on the page for accessibility with axe-core. */
export async function runAxe(page: PageSession): Promise<readonly AxeViolation[]> {
  const isThere = await page.evaluate(() => 'axe' in globalThis);
  if (!isThere) await page.send('Runtime.evaluate', { expression: readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8') });
  return page.evaluate(async () => {
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
