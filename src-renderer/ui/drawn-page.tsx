import { memo, useEffect, useLayoutEffect, useRef, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { PageSize } from '#shared/domain/viewing';
import type { ViewerPage } from './page-picture.tsx';
import { PageSheet, pictureOf } from './page-sheet.tsx';
import type { Picture, PictureStore } from './picture-store.ts';
import { usePicture } from './pictures.ts';

type Props = {
  readonly store: PictureStore;
  readonly page: ViewerPage;
  readonly size: PageSize;
  /** CSS pixels per picture pixel. */
  readonly scale: number;
  readonly quarterTurns: number;
  /** False: drawn out of sight from what was fetched ahead, so that leafing has only to show it. */
  readonly isShown?: boolean;
};

/** Of a canvas out of sight, in pixels of the screen: a fitted page of a large screen; there are three, and each takes four bytes a pixel. */
const mostAheadPixels = 4_000_000;

type Look = Pick<Props, 'page' | 'size' | 'scale'> & { readonly isShown: boolean };

/** Whether it may have a canvas now; out of sight a large one is not worth its memory. */
const mayBeDrawn = ({ page, scale, isShown }: Look): boolean => isShown || page.widthPx * page.heightPx * (scale * devicePixelRatio) ** 2 <= mostAheadPixels;

function usePagePicture(store: PictureStore, look: Look): { readonly picture: Picture | null; readonly state: 'shown' | 'failed' | 'loading'; readonly isSharp: boolean } {
  const { page, size, isShown } = look;
  const urgency = isShown ? 'now' : null;
  const half = usePicture(store, page.addressOf('half'), urgency);
  const full = usePicture(store, size === 'full' ? page.addressOf('full') : null, urgency);
  const isSharp = (size === 'full' ? full : half).picture !== null;
  const picture = mayBeDrawn(look) ? full.picture ?? half.picture : null;
  if (picture) return { picture, state: 'shown', isSharp };
  return { picture, state: half.state === 'failed' || full.state === 'failed' ? 'failed' : 'loading', isSharp };
}

/** The half-size picture first, the whole one over it as soon as it is there; a failed one can be asked for again. */
export const DrawnPage = memo(function DrawnPage({ store, page, size, scale, quarterTurns, isShown = true }: Props): ReactElement {
  const { t } = useTranslation();
  const { picture, state, isSharp } = usePagePicture(store, { page, size, scale, isShown });
  const [width, height] = [page.widthPx * scale, page.heightPx * scale];
  const retry = (): void => {
    store.retry(page.addressOf('half'));
    store.retry(page.addressOf('full'));
  };
  return (
    <PageSheet number={page.number} size={{ width, height }} quarterTurns={quarterTurns} state={state} onRetry={retry} isAhead={!isShown} marks={{ 'data-page-id': page.id, 'data-sharp': isSharp }}>
      {picture ? <DrawnPicture picture={picture} width={width} height={height} quarterTurns={quarterTurns} label={t('viewer.pageAlt', { number: page.number })} /> : null}
    </PageSheet>
  );
});

type DrawnProps = { readonly picture: Picture; readonly width: number; readonly height: number; readonly quarterTurns: number; readonly label: string };

/** Drawn at the pixels of the screen, never more than the picture has: the browser's own reducing of a canvas frays small characters. */
export function DrawnPicture({ picture, width, height, quarterTurns, label }: DrawnProps): ReactElement {
  const canvas = useRef<HTMLCanvasElement>(null);
  const pixels = {
    width: Math.max(1, Math.min(picture.width, Math.round(width * devicePixelRatio))),
    height: Math.max(1, Math.min(picture.height, Math.round(height * devicePixelRatio))),
  };
  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d', { alpha: false });
    if (!context) return;
    // Setting the size clears the canvas, so it is done only together with the drawing.
    context.canvas.width = pixels.width;
    context.canvas.height = pixels.height;
    context.imageSmoothingQuality = 'high';
    context.drawImage(picture.source, 0, 0, pixels.width, pixels.height);
  }, [picture, pixels.width, pixels.height]);
  // A canvas outlives its removal until it is collected; its pixels must not.
  useEffect(() => {
    const drawn = canvas.current;
    return () => {
      if (drawn) drawn.width = drawn.height = 0;
    };
  }, []);
  // A picture without words is a likeness of what is named beside it.
  return <canvas ref={canvas} {...pictureOf({ width, height }, quarterTurns)} {...(label === '' ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })} />;
}
