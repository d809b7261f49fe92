import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { openChromium, type ChromiumUnderTest } from '../support/chromium-page.ts';
import { openDriver } from '../support/window-driver.ts';
import { hasXvfb, startXvfb } from '../support/xvfb.ts';
import { eventually } from '../support/eventually.ts';

// The window as people get it: on a display, here one without a screen.
describe.skipIf(!hasXvfb)('on a display', () => {
  let stopDisplay: () => Promise<void>;
  let chromium: ChromiumUnderTest;

  beforeAll(async () => {
    const display = await startXvfb();
    stopDisplay = () => display.stop();
    chromium = await openChromium({ headless: false });
  });
  afterAll(async () => {
    await chromium.host.quit();
    await stopDisplay();
  });

  const pagesOpen = async (): Promise<number> => {
    const reply = await chromium.host.debug.pipe().send('Target.getTargets', { filter: [{}] });
    return z.object({ targetInfos: z.array(z.object({ type: z.string() })) }).parse(reply).targetInfos.filter(({ type }) => type === 'page').length;
  };

  test('the window is one without tabs and address bar', async () => {
    const { outer, inner } = await chromium.page.evaluate(() => ({ outer: outerHeight, inner: innerHeight }));
    expect(outer - inner).toBeLessThan(60); // a tab strip and an address bar take more
  });

  test('a person can work in it, and the keys of the browser open nothing', async () => {
    const driver = await openDriver(chromium.host, chromium.window);
    await driver.evaluate(() => { document.body.innerHTML = '<label>姓名 <input></label>'; });
    await driver.fill('姓名', '张三');
    for (const keys of ['F12', 'Control+Shift+I', 'Control+Shift+J', 'Control+n', 'Control+t', 'Control+u', 'Control+p', 'Control+h', 'Control+j', 'Shift+Escape']) await driver.press(keys);
    expect(await driver.textOf({ label: '姓名' })).toBe('张三');
    await eventually(pagesOpen).toBe(1);
  });

  test('developer tools, a print preview and the pages of the browser are closed as soon as they are there', async () => {
    const pipe = chromium.host.debug.pipe();
    const { targetId } = z.object({ targetInfo: z.object({ targetId: z.string() }) }).parse(await chromium.page.send('Target.getTargetInfo')).targetInfo;
    await pipe.send('Target.openDevTools', { targetId }).catch(() => undefined);
    await pipe.send('Target.createTarget', { url: 'chrome://settings/', newWindow: true }).catch(() => undefined);
    await eventually(pagesOpen).toBe(1);
    expect(await chromium.page.evaluate(() => location.href)).toBe('https://app.invalid/');
  });

  test('a second window opens, and closing the last one ends the browser without an alarm', async () => {
    const events: string[] = [];
    for (const name of ['window-closed', 'window-crashed', 'fatal'] as const) chromium.host.on(name, ({ ...event }) => events.push(`${name} ${JSON.stringify(event)}`));
    const second = await chromium.host.openWindow({ path: '/', title: '第二' });
    await second.close();
    await chromium.window.close();
    await eventually(() => events).toEqual(['window-closed {"windowId":"window-2"}', 'window-closed {"windowId":"window-1"}']);
    await eventually(() => { try { return chromium.host.debug.browserProcessId(); } catch { return 'ended'; } }).toBe('ended');
    const ready = new Promise((resolve) => { chromium.host.on('window-ready', resolve); });
    const again = await chromium.host.openWindow({ path: '/', title: '再次' });
    expect(await ready).toEqual({ windowId: again.id });
  });
});
