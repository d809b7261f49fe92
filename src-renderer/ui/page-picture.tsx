import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { PageSize } from '#shared/domain/viewing';
import { PageSheet, pictureOf } from './page-sheet.tsx';

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
};

type Picture = { readonly address: string; readonly state: 'loading' | 'shown' | 'failed' };

type Pictures = {
  readonly state: Picture['state'];
  /** Addresses to draw: the last that arrived below, the wanted one above. */
  readonly addresses: readonly string[];
  readonly wanted: string;
  readonly tell: (address: string, state: 'shown' | 'failed') => void;
  readonly retry: () => void;
};

function usePictures(page: ViewerPage, size: PageSize): Pictures {
  const [attempt, setAttempt] = useState(0);
  const wanted = page.addressOf(size) + (attempt === 0 ? '' : `&attempt=${String(attempt)}`);
  const [newest, setNewest] = useState<Picture>({ address: wanted, state: 'loading' });
  const [lastShown, setLastShown] = useState<string | null>(null);
  if (newest.address !== wanted) setNewest({ address: wanted, state: 'loading' });
  const retry = (): void => {
    setAttempt(attempt + 1);
  };
  const tell = (address: string, state: 'shown' | 'failed'): void => {
    setNewest(known => (known.address === address ? { address, state } : known));
    if (state === 'shown') setLastShown(address);
  };
  return { state: newest.state, addresses: [...new Set([lastShown ?? wanted, wanted])], wanted, tell, retry };
}

/** Keeps the smaller picture in place until the larger one is there; a failed one can be asked for again. */
export function PagePicture({ page, size, scale, quarterTurns = 0 }: Props): ReactElement {
  const { t } = useTranslation();
  const { state, addresses, wanted, tell, retry } = usePictures(page, size);
  const extent = { width: page.widthPx * scale, height: page.heightPx * scale };
  return (
    <PageSheet number={page.number} size={extent} quarterTurns={quarterTurns} state={state} onRetry={retry}>
      {addresses.map(address => (
        <img
          key={address}
          {...pictureOf(extent, quarterTurns)}
          src={address}
          alt={t('viewer.pageAlt', { number: page.number })}
          draggable={false}
          decoding="async"
          onLoad={() => {
            tell(address, 'shown');
          }}
          onError={() => {
            tell(address, 'failed');
          }}
          hidden={address === wanted && state !== 'shown'}
        />
      ))}
    </PageSheet>
  );
}
