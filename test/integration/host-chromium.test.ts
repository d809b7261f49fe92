import { afterAll, beforeEach } from 'vitest';
import { openChromium, type ChromiumUnderTest } from '../support/chromium-page.ts';
import { testHostBehaviour } from '../support/host-behaviour.ts';

let current: ChromiumUnderTest | undefined;

beforeEach(async () => {
  // One browser for the sentences that leave it as it was; a new one after those that end a window.
  const isUsable = current && (await current.page.evaluate(() => 'desktop' in globalThis).catch(() => false));
  if (isUsable) return;
  await current?.host.quit();
  current = await openChromium();
});
afterAll(() => current?.host.quit());

testHostBehaviour(() => current!);
