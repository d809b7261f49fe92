// Functions that run inside the page, sent there as text: each uses nothing from outside its own braces.

declare global {
  interface Window { // an interface, to merge with the DOM's own
    nextPaint?: Promise<number>;
    blank?: Promise<number>;
  }
}

/**
 * Keeps for `readPaint`: milliseconds from the next key or click until another page than before is decoded, drawn, and its frame is out. `shown` selects what
 * shows a page: sheets of the reader, which name their page, or the picture of a bare page.
 */
export function watchNextPaint(event: 'keydown' | 'click', shown: string): void {
  const frame = (): Promise<number> => new Promise(resolve => { requestAnimationFrame(resolve); });
  const nameOf = (element: Element): string | undefined => (element instanceof HTMLImageElement ? (element.complete && element.naturalWidth > 0 ? element.src : undefined) : element.getAttribute('data-page-id') ?? undefined);
  const seen = (): Element | undefined => [...document.querySelectorAll(shown)].find(element => element.checkVisibility() && nameOf(element) !== undefined);
  const first = seen();
  const before = first && nameOf(first);
  const painted = async (since: number): Promise<number> => {
    for (;;) {
      const element = seen();
      if (element && nameOf(element) !== before) {
        if (element instanceof HTMLImageElement) await element.decode();
        await frame(); // it is in this frame
        await new Promise<void>(done => {
          const channel = new MessageChannel();
          channel.port1.onmessage = () => { done(); };
          channel.port2.postMessage(0);
        });
        return performance.now() - since;
      }
      if (performance.now() - since > 20_000) throw new Error('no page came');
      await frame();
    }
  };
  window.nextPaint = new Promise((resolve, reject) => {
    addEventListener(event, ({ timeStamp }) => { painted(timeStamp).then(resolve, reject); }, { once: true, capture: true });
  });
}

export const readPaint = (): Promise<number> | undefined => window.nextPaint;

/** Keeps for `readBlank`: the moment at which no picture of a page is left in the window, in milliseconds of the machine's clock. */
export function watchBlank(): void {
  const isBlank = (): boolean => [...document.querySelectorAll('canvas')].every(({ width, height }) => width * height === 0);
  window.blank = new Promise(resolve => {
    const look = (): void => {
      if (isBlank()) resolve(performance.timeOrigin + performance.now());
      else requestAnimationFrame(look);
    };
    look();
  });
}

export const readBlank = (): Promise<number> | undefined => window.blank;

/** A page with nothing but one picture: each key puts the next one in its place. */
export function leafThrough(addresses: readonly string[]): void {
  let next = 0;
  const picture = document.createElement('img');
  picture.style.height = '90vh';
  document.body.append(picture);
  addEventListener('keydown', () => {
    picture.src = `${addresses[next % addresses.length] ?? ''}?${String(next)}`;
    next += 1;
  });
}
