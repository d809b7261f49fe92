import { join } from 'node:path';
import type { DemoAccount } from '../../../src-shared/domain/account.ts';
import type { WindowDriver } from '../../support/window-driver.ts';
import { picturesFolder, type Stage } from '../stage.ts';

/** One click on the account that the demonstration city offers. */
export async function enterAs(window: WindowDriver, account: DemoAccount): Promise<void> {
  await window.click({ selector: `[data-login="${account.loginName}"]` });
  await window.waitFor({ role: 'button', name: '退出登录' });
}

export async function leave(window: WindowDriver): Promise<void> {
  await window.click({ role: 'button', name: '退出登录' });
  await window.waitFor({ label: '用户名' });
}

export async function goToTask(window: WindowDriver, name: string): Promise<void> {
  await window.click({ selector: 'nav button, nav a', text: name });
}

/** Takes the picture and demands that axe-core finds nothing on the screen. */
export async function showScreen(window: WindowDriver, name: string): Promise<void> {
  await window.screenshot(join(picturesFolder, `${name}.png`));
  const violations = await window.runAxe();
  if (violations.length > 0) throw new Error(`${name}: axe-core found ${violations.map(violation => JSON.stringify(violation)).join('\n')}`);
}

/** Waits until every picture that is in view has been painted. */
export async function waitForPictures(window: WindowDriver, atLeast: number): Promise<void> {
  await window.waitUntil(least => {
    const isInView = (element: Element): boolean => {
      const box = element.getBoundingClientRect();
      return box.width > 40 && box.bottom > 0 && box.top < innerHeight;
    };
    const images = [...document.images].filter(isInView);
    const pages = [...document.querySelectorAll<HTMLElement>('[data-viewer-stage] [data-page]')].filter(isInView);
    return images.length + pages.length >= least && images.every(image => image.complete && image.naturalWidth > 0) && pages.every(page => page.dataset['state'] === 'shown');
  }, atLeast);
}

export function requireNote(stage: Stage, name: string): string {
  const note = stage.notes.get(name);
  if (note === undefined) throw new Error(`an earlier step should have noted: ${name}`);
  return note;
}

export function demand(isTrue: boolean, what: string): void {
  if (!isTrue) throw new Error(`expected: ${what}`);
}
