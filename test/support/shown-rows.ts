import type { WindowDriver } from './window-driver.ts';

/** The list in the middle of the window, each row under the titles of its columns. */
export const shownRows = (window: WindowDriver): Promise<Record<string, string>[]> =>
  window.evaluate(() => {
    const texts = (cells: NodeListOf<Element>): string[] => [...cells].map(({ textContent }) => textContent.trim());
    const titles = texts(document.querySelectorAll('main thead th'));
    return [...document.querySelectorAll('main tbody tr')].map(row => Object.fromEntries(texts(row.querySelectorAll('td')).map((text, index) => [titles[index] ?? '', text])));
  });
