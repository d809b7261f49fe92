import { Button } from 'antd';
import { useState, type CSSProperties, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { PageSize } from '#shared/domain/viewing';
import styles from './page-picture.module.css';
import { turnExtent } from './viewer-geometry.ts';

/** A page that can be drawn: its place is known before its picture. */
export type ViewerPage = {
  readonly id: string;
  /** As pencilled on the page: 1, 2, 3 … inside its material. */
  readonly number: number;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly addressOf: (size: PageSize) => string;
};

type Props = {
  readonly page: ViewerPage;
  readonly size: PageSize;
  /** CSS pixels per picture pixel. */
  readonly scale: number;
  readonly quarterTurns?: number;
  readonly isHidden?: boolean;
};

type Picture = { readonly address: string; readonly state: 'loading' | 'shown' | 'failed' };

/** Keeps the smaller picture in place until the larger one is there; a failed one can be asked for again. */
export function PagePicture({ page, size, scale, quarterTurns = 0, isHidden = false }: Props): ReactElement {
  const { t } = useTranslation();
  const [attempt, setAttempt] = useState(0);
  const wanted = page.addressOf(size) + (attempt === 0 ? '' : `&attempt=${String(attempt)}`);
  const [newest, setNewest] = useState<Picture>({ address: wanted, state: 'loading' });
  const [lastShown, setLastShown] = useState<string | null>(null);
  if (newest.address !== wanted) setNewest({ address: wanted, state: 'loading' });

  const width = page.widthPx * scale;
  const height = page.heightPx * scale;
  const sheet: CSSProperties = turnExtent({ width, height }, quarterTurns);
  const picture: CSSProperties = { width, height, transform: `translate(-50%, -50%) rotate(${String(quarterTurns * 90)}deg)` };
  const pictures = [...new Set([lastShown ?? wanted, wanted])];
  return (
    <div
      className={isHidden ? styles['ahead'] : styles['sheet']}
      style={sheet}
      aria-hidden={isHidden}
      data-page={page.number}
      data-state={newest.state}
    >
      {pictures.map(address => (
        <img
          key={address}
          className={styles['picture']}
          style={picture}
          src={address}
          alt={t('viewer.pageAlt', { number: page.number })}
          draggable={false}
          decoding="async"
          onLoad={() => {
            setNewest(known => (known.address === address ? { address, state: 'shown' } : known));
            setLastShown(address);
          }}
          onError={() => {
            setNewest(known => (known.address === address ? { address, state: 'failed' } : known));
          }}
          hidden={address === wanted && newest.state !== 'shown'}
        />
      ))}
      {newest.state === 'failed' && !isHidden ? (
        <FailedPicture
          number={page.number}
          onRetry={() => {
            setAttempt(attempt + 1);
          }}
        />
      ) : null}
    </div>
  );
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
