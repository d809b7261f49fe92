import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { HostWindow } from '../../src-main/host/app-host.ts';
import type { ChromiumHost } from '../../src-main/host/chromium/chromium-host.ts';
import { clickAt, dragBetween, pressKeys } from './window-driver/input.ts';
import { countTargets, describeTarget, findElements, waitForSpot, waitUntil, type Target, type WaitOptions } from './window-driver/locate.ts';
import { describePage, readValues, selectContent } from './window-driver/page-functions.ts';
import { openPageSession, type PageFunction, type PageSession } from './window-driver/page-session.ts';
import { runAxe, type AxeViolation } from './window-driver/run-axe.ts';
import { watchErrors } from './window-driver/watch-errors.ts';

export type { AxeViolation } from './window-driver/run-axe.ts';
export type { Target, WaitOptions } from './window-driver/locate.ts';

/**
 * Leads a window as a person would: real mouse and key events, at things that are seen, enabled, at rest and not covered.
 * Every act waits (10 s unless told otherwise) and fails with what was on the page. A plain string is the label of a field.
 */
export type WindowDriver = {
  readonly click: (target: Target, options?: WaitOptions & { readonly clickCount?: number }) => Promise<void>;
  readonly hover: (target: Target, options?: WaitOptions) => Promise<void>;
  /** Replaces what is in the field. */
  readonly fill: (field: string | Target, text: string, options?: WaitOptions) => Promise<void>;
  readonly press: (keys: string) => Promise<void>;
  /** Types at the cursor, one key after the other. */
  readonly type: (text: string) => Promise<void>;
  /** Opens a selection list (Ant Design's Select or anything with the same roles) and takes an option by its text. */
  readonly choose: (field: string | Target, option: string, options?: WaitOptions) => Promise<void>;
  readonly drag: (from: Target, to: Target) => Promise<void>;
  readonly waitFor: (target: Target, options?: WaitOptions) => Promise<void>;
  readonly waitGone: (target: Target, options?: WaitOptions) => Promise<void>;
  /** Waits until the function, run in the page, gives something truthy. */
  readonly waitUntil: <Args extends readonly unknown[]>(condition: PageFunction<Args, unknown>, ...args: Args) => Promise<void>;
  readonly exists: (target: Target) => Promise<boolean>;
  /** How many are seen now. */
  readonly count: (target: Target) => Promise<number>;
  readonly textOf: (target: Target, options?: WaitOptions) => Promise<string>;
  readonly textsOf: (target: Target) => Promise<readonly string[]>;
  readonly evaluate: <Args extends readonly unknown[], Result>(run: PageFunction<Args, Result>, ...args: Args) => Promise<Awaited<Result>>;
  readonly setViewport: (width: number, height: number) => Promise<void>;
  readonly screenshot: (path?: string) => Promise<Buffer>;
  /** Console errors, uncaught exceptions and content policy violations since the driver was opened. */
  readonly consoleErrors: () => string[];
  readonly runAxe: () => Promise<readonly AxeViolation[]>;
  readonly describePage: () => Promise<string>;
};

/** Tests run with a Chromium host only; `AppHost` itself has no way to lead a window. */
export async function openDriver(host: ChromiumHost, window: HostWindow): Promise<WindowDriver> {
  const page = openPageSession(host, window);
  const consoleErrors = await watchErrors(page);
  return { ...readingActs(page), ...userActs(page), consoleErrors };
}

type ReadingActs = Omit<WindowDriver, keyof UserActs | 'consoleErrors'>;
type UserActs = Pick<WindowDriver, 'click' | 'hover' | 'fill' | 'press' | 'type' | 'choose' | 'drag'>;

const asTarget = (field: string | Target): Target => (typeof field === 'string' ? { label: field } : field);
const Screenshot = z.object({ data: z.union([z.instanceof(Uint8Array), z.string()]) });

function userActs(page: PageSession): UserActs {
  const click: WindowDriver['click'] = async (target, options = {}) => {
    await clickAt(page, await waitForSpot(page, target, options), options.clickCount);
  };
  return {
    click,
    hover: async (target, options) => {
      await page.send('Input.dispatchMouseEvent', { type: 'mouseMoved', ...(await waitForSpot(page, target, options)) });
    },
    fill: async (field, text, options = {}) => {
      const target = asTarget(field);
      await clickAt(page, await waitForSpot(page, target, { ...options, needsInput: true }));
      await waitForSpot(page, target, { ...options, needsInput: true, act: (elements, index) => page.callWith(elements, selectContent, index) });
      if (text === '') await pressKeys(page, 'Delete');
      else await page.send('Input.insertText', { text });
    },
    press: (keys) => pressKeys(page, keys),
    type: async (text) => {
      for (const character of text) {
        if (/^[\x20-\x7e]$/.test(character)) await pressKeys(page, character);
        else await page.send('Input.insertText', { text: character });
      }
    },
    choose: async (field, option, options = {}) => {
      await click(asTarget(field), options);
      // The visible rows of the list; the options with the role are an invisible copy for screen readers.
      await click({ selector: '.ant-select-item-option, [role="listbox"]:not([class]) > [role="option"]', text: option }, options);
    },
    drag: async (from, to) => {
      const [start, end] = [await waitForSpot(page, from), await waitForSpot(page, to)];
      await dragBetween(page, start, end);
    },
  };
}

function readingActs(page: PageSession): ReadingActs {
  const textsOf = async (target: Target): Promise<readonly string[]> => page.callWith(await findElements(page, target), readValues);
  const seen = (target: Target): Promise<number> => countTargets(page, target).finally(() => void page.release());
  return {
    waitFor: async (target, options = {}) => {
      await waitUntil(page, describeTarget(target), { ...options, attempt: async () => ((await countTargets(page, target)) > 0 ? true : undefined) });
    },
    waitGone: async (target, options = {}) => {
      await waitUntil(page, `the end of ${describeTarget(target)}`, { ...options, attempt: async () => ((await countTargets(page, target)) === 0 ? true : undefined) });
    },
    waitUntil: async (condition, ...args) => {
      await waitUntil(page, condition.toString(), { attempt: async () => ((await page.evaluate(condition, ...args)) ? true : undefined) });
    },
    exists: async (target) => (await seen(target)) > 0,
    count: seen,
    textOf: async (target, options = {}) => waitUntil(page, describeTarget(target), { ...options, attempt: async () => (await textsOf(target))[0] }),
    textsOf,
    evaluate: (run, ...args) => page.evaluate(run, ...args),
    setViewport: async (width, height) => {
      await page.send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile: false });
    },
    screenshot: async (path) => {
      const { data } = Screenshot.parse(await page.send('Page.captureScreenshot', { format: 'png' }));
      const picture = typeof data === 'string' ? Buffer.from(data, 'base64') : Buffer.from(data);
      if (path !== undefined) {
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, picture);
      }
      return picture;
    },
    runAxe: () => runAxe(page),
    describePage: () => page.evaluate(describePage),
  };
}
