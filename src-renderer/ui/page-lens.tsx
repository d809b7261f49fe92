import { useEffect, useRef, type ReactElement, type RefObject } from 'react';
import styles from './page-lens.module.css';
import type { ViewerPage } from './page-picture.tsx';
import type { PictureStore } from './picture-store.ts';
import { usePicture } from './pictures.ts';
import { paperScale, pointOnPage } from './viewer-geometry.ts';

/** Across, in CSS pixels. */
const lensSize = 280;
const enlargement = 2.5;

type Props = {
  readonly store: PictureStore;
  readonly stage: RefObject<HTMLElement | null>;
  readonly pages: readonly ViewerPage[];
  readonly scale: number;
  readonly turnsOf: (page: ViewerPage) => number;
};

/** A round glass that follows the pointer over the page; drawn from the whole picture as soon as that is there. */
export function PageLens({ store, stage, pages, scale, turnsOf }: Props): ReactElement {
  const lens = useRef<HTMLCanvasElement>(null);
  const [first, second] = pages;
  usePicture(store, first?.addressOf('full') ?? null, 'now');
  usePicture(store, second?.addressOf('full') ?? null, 'now');
  const newest = useRef({ pages, scale, turnsOf });
  newest.current = { pages, scale, turnsOf };
  useEffect(() => {
    const element = stage.current;
    const glass = lens.current;
    if (!element || !glass) return undefined;
    const draw = (event: PointerEvent): void => {
      const sheet = (event.target as Element).closest('[data-page-id]'); // `as`: pointer events hit elements
      const known = newest.current;
      const page = known.pages.find(({ id }) => id === sheet?.getAttribute('data-page-id'));
      const picture = page && (store.find(page.addressOf('full')).picture ?? store.find(page.addressOf('half')).picture);
      glass.hidden = !picture;
      if (!sheet || !picture) return;
      const box = sheet.getBoundingClientRect();
      const room = element.getBoundingClientRect();
      glass.style.left = `${String(event.clientX - room.left - lensSize / 2)}px`;
      glass.style.top = `${String(event.clientY - room.top - lensSize / 2)}px`;
      const turns = known.turnsOf(page);
      const at = pointOnPage({ across: (event.clientX - box.left) / box.width, down: (event.clientY - box.top) / box.height }, turns);
      const context = glass.getContext('2d', { alpha: false });
      if (!context) return;
      glass.width = glass.height = lensSize * devicePixelRatio;
      // Never smaller than the paper itself.
      const enlarged = Math.max(known.scale * enlargement, paperScale * 1.25) * (page.widthPx / picture.width) * devicePixelRatio;
      context.fillRect(0, 0, glass.width, glass.height);
      context.translate(glass.width / 2, glass.height / 2);
      context.rotate((turns * Math.PI) / 2);
      context.scale(enlarged, enlarged);
      context.drawImage(picture.source, -at.across * picture.width, -at.down * picture.height);
    };
    const hide = (): void => {
      glass.hidden = true;
    };
    element.addEventListener('pointermove', draw);
    element.addEventListener('pointerleave', hide);
    return () => {
      element.removeEventListener('pointermove', draw);
      element.removeEventListener('pointerleave', hide);
      glass.width = glass.height = 0;
    };
  }, [stage, store]);
  return <canvas ref={lens} className={styles['lens']} style={{ width: lensSize, height: lensSize }} hidden aria-hidden="true" />;
}
