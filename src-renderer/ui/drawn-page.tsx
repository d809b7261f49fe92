import { useEffect, useLayoutEffect, useRef, type ReactElement } from 'react';
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
};

/** The half-size picture first, the whole one over it as soon as it is there; a failed one can be asked for again. */
export function DrawnPage({ store, page, size, scale, quarterTurns }: Props): ReactElement {
  const { t } = useTranslation();
  const half = usePicture(store, page.addressOf('half'), 'now');
  const full = usePicture(store, size === 'full' ? page.addressOf('full') : null, 'now');
  const picture = full.picture ?? half.picture;
  const hasFailed = picture === null && (half.state === 'failed' || full.state === 'failed');
  const isSharp = size === 'full' ? full.picture !== null : half.picture !== null;
  const [width, height] = [page.widthPx * scale, page.heightPx * scale];
  const state = picture ? 'shown' : hasFailed ? 'failed' : 'loading';
  const retry = (): void => {
    store.retry(page.addressOf('half'));
    store.retry(page.addressOf('full'));
  };
  return (
    <PageSheet number={page.number} size={{ width, height }} quarterTurns={quarterTurns} state={state} onRetry={retry} marks={{ 'data-page-id': page.id, 'data-sharp': isSharp }}>
      {picture ? <DrawnPicture picture={picture} width={width} height={height} quarterTurns={quarterTurns} label={t('viewer.pageAlt', { number: page.number })} /> : null}
    </PageSheet>
  );
}

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
