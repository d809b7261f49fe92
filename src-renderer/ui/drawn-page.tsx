import { Button } from 'antd';
import { useEffect, useLayoutEffect, useRef, type CSSProperties, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { PageSize } from '#shared/domain/viewing';
import type { ViewerPage } from './page-picture.tsx';
import styles from './drawn-page.module.css';
import type { Picture, PictureStore } from './picture-store.ts';
import { usePicture } from './pictures.ts';
import { turnExtent } from './viewer-geometry.ts';

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
  const width = page.widthPx * scale;
  const height = page.heightPx * scale;
  const sheet: CSSProperties = turnExtent({ width, height }, quarterTurns);
  const retry = (): void => {
    store.retry(page.addressOf('half'));
    store.retry(page.addressOf('full'));
  };
  return (
    <div className={styles['sheet']} style={sheet} data-page={page.number} data-page-id={page.id} data-state={picture ? 'shown' : hasFailed ? 'failed' : 'loading'} data-sharp={isSharp}>
      {picture ? <DrawnPicture picture={picture} width={width} height={height} quarterTurns={quarterTurns} label={t('viewer.pageAlt', { number: page.number })} /> : null}
      {hasFailed ? <FailedPicture number={page.number} onRetry={retry} /> : null}
    </div>
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
  const style: CSSProperties = { width, height, transform: `translate(-50%, -50%) rotate(${String(quarterTurns * 90)}deg)` };
  // A picture without words is a likeness of what is named beside it.
  return <canvas ref={canvas} className={styles['picture']} style={style} {...(label === '' ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })} />;
}

function FailedPicture({ number, onRetry }: { readonly number: number; readonly onRetry: () => void }): ReactElement {
  const { t } = useTranslation();
  return (
    <div className={styles['failed']} role="alert">
      <p>{t('viewer.pageFailed', { number })}</p>
      <Button onClick={onRetry}>{t('action.retry')}</Button>
    </div>
  );
}
