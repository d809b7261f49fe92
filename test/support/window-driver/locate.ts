import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { countVisible, describePage, findBySelector, findByText, findSpot, isWithin, type Spot } from './page-functions.ts';
import type { Elements, PageSession } from './page-session.ts';

/**
 * What a person means: something with a role and a name, a text that is seen, or, where neither tells enough, a selector.
 * Names and texts are compared without white space (component libraries put spaces between two Chinese characters); a whole
 * match goes before a part. `within` is a selector that the thing must lie in.
 */
export type Target = { readonly within?: string } & (
  | { readonly role: string; readonly name?: string | RegExp }
  | { readonly label: string }
  | { readonly text: string }
  | { readonly selector: string; readonly text?: string }
);
export type WaitOptions = { readonly timeoutMs?: number };

export const defaultTimeoutMs = 10_000;
const pollMs = 25;
const fieldRoles = ['textbox', 'searchbox', 'combobox', 'spinbutton'];

const AccessibleNodes = z.object({
  nodes: z.array(
    z.object({
      ignored: z.boolean(),
      backendDOMNodeId: z.int().optional(),
      name: z.object({ value: z.unknown().optional() }).optional(),
    }),
  ),
});
const Root = z.object({ root: z.object({ backendNodeId: z.int() }) });

export async function findElements(page: PageSession, target: Target): Promise<Elements> {
  const root = target.within ?? ':root';
  if ('selector' in target) return page.hold(findBySelector, target.selector, target.text ?? null, root);
  if ('text' in target) return page.hold(findByText, target.text, root);
  const roles = 'label' in target ? fieldRoles : [target.role === 'img' ? 'image' : target.role];
  const wanted = 'label' in target ? target.label : target.name;
  const nodeIds = await findByRole(page, roles, wanted);
  const elements = await page.holdNodes(nodeIds);
  if (target.within === undefined || nodeIds.length === 0) return elements;
  const inside = await page.callWith(elements, isWithin, target.within);
  return page.holdNodes(nodeIds.filter((_, index) => inside[index]));
}

async function findByRole(page: PageSession, roles: readonly string[], wanted: string | RegExp | undefined): Promise<readonly number[]> {
  const { root } = Root.parse(await page.send('DOM.getDocument', { depth: 0 }));
  const lists = await Promise.all(roles.map((role) => page.send('Accessibility.queryAXTree', { backendNodeId: root.backendNodeId, role })));
  const nodes = lists
    .flatMap((list) => AccessibleNodes.parse(list).nodes)
    .flatMap((node) => {
      const name = typeof node.name?.value === 'string' ? node.name.value : '';
      return node.ignored || node.backendDOMNodeId === undefined ? [] : [{ id: node.backendDOMNodeId, name }];
    });
  return chooseByName(nodes, wanted).map((node) => node.id);
}

const squeeze = (text: string): string => text.replace(/\s+/g, '');

function chooseByName<Node extends { readonly name: string }>(nodes: readonly Node[], wanted: string | RegExp | undefined): readonly Node[] {
  if (wanted === undefined) return nodes;
  if (wanted instanceof RegExp) return nodes.filter((node) => wanted.test(node.name));
  const exact = nodes.filter((node) => squeeze(node.name) === squeeze(wanted));
  return exact.length > 0 ? exact : nodes.filter((node) => squeeze(node.name).includes(squeeze(wanted)));
}

export function describeTarget(target: Target): string {
  const place = target.within === undefined ? '' : ` within ${target.within}`;
  if ('role' in target) return `${target.role}${target.name === undefined ? '' : ` "${String(target.name)}"`}${place}`;
  if ('label' in target) return `field "${target.label}"${place}`;
  if ('selector' in target) return `${target.selector}${target.text === undefined ? '' : ` with "${target.text}"`}${place}`;
  return `text "${target.text}"${place}`;
}

/** Tries again until `attempt` gives something or the time is over; a page that is just changing is no failure. */
export async function waitUntil<Result>(page: PageSession, what: string, options: WaitOptions & { attempt(): Promise<Result | undefined>; why?(): string }): Promise<Result> {
  const timeoutMs = options.timeoutMs ?? defaultTimeoutMs;
  const deadline = performance.now() + timeoutMs;
  let lastError = '';
  do {
    try {
      const result = await options.attempt();
      if (result !== undefined) return result;
      lastError = options.why?.() ?? '';
    } catch (error) {
      lastError = error instanceof Error ? error.message : String(error);
    } finally {
      void page.release();
    }
    await delay(pollMs);
  } while (performance.now() < deadline);
  const seen = await page.evaluate(describePage).catch((error: unknown) => `nothing: ${String(error)}`);
  throw new Error(`Waited ${String(timeoutMs)} ms for ${what}. ${lastError}\nOn the page:\n${seen}`);
}

export type FoundSpot = { readonly x: number; readonly y: number };

/** Waits until the target is there, seen, enabled, at rest and not covered, does something with it, and tells where it is. */
export async function waitForSpot(
  page: PageSession,
  target: Target,
  options: WaitOptions & { readonly needsInput?: boolean; act?(elements: Elements, index: number): Promise<unknown> } = {},
): Promise<FoundSpot> {
  let spot: Spot = { state: 'missing', detail: '' };
  return waitUntil(page, describeTarget(target), {
    ...(options.timeoutMs === undefined ? {} : { timeoutMs: options.timeoutMs }),
    why: () => (spot.state === 'ready' ? '' : `It is ${spot.state} ${spot.detail}`),
    attempt: async () => {
      const elements = await findElements(page, target);
      spot = await page.callWith(elements, findSpot, options.needsInput ?? false);
      if (spot.state !== 'ready') return undefined;
      await options.act?.(elements, spot.index);
      return { x: spot.x, y: spot.y };
    },
  });
}

export async function countTargets(page: PageSession, target: Target): Promise<number> {
  const elements = await findElements(page, target);
  return page.callWith(elements, countVisible);
}
