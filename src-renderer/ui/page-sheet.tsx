import { Button } from 'antd';
import type { CSSProperties, ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './page-sheet.module.css';
import { turnExtent, type Extent } from './viewer-geometry.ts';

type Props = {
  readonly number: number;
  /** In CSS pixels, before it is turned. */
  readonly size: Extent;
  readonly quarterTurns: number;
  readonly state: 'loading' | 'shown' | 'failed';
  readonly onRetry: () => void;
  /** Its pictures; each with `pictureOf`. */
  readonly children: ReactNode;
  /** Made ready and not yet to be seen: no sheet of this viewer until it is. */
  readonly isAhead?: boolean;
  /** Further attributes of the frame. */
  readonly marks?: Readonly<Record<`data-${string}`, string | boolean>>;
};

/** The place of a page, there before its picture; what failed can be asked for again. */
export function PageSheet({ number, size, quarterTurns, state, onRetry, children, isAhead = false, marks = {} }: Props): ReactElement {
  const { t } = useTranslation();
  return (
    <div className={styles['sheet']} style={turnExtent(size, quarterTurns)} hidden={isAhead} {...(isAhead ? {} : { 'data-page': number, 'data-state': state, ...marks })}>
      {children}
      {state === 'failed' ? (
        <div className={styles['failed']} role="alert">
          <p>{t('viewer.pageFailed', { number })}</p>
          <Button onClick={onRetry}>{t('action.retry')}</Button>
        </div>
      ) : null}
    </div>
  );
}

/** In the middle of its sheet, turned with it. */
export function pictureOf({ width, height }: Extent, quarterTurns: number): { readonly className: string; readonly style: CSSProperties } {
  return { className: styles['picture'] ?? '', style: { width, height, transform: `translate(-50%, -50%) rotate(${String(quarterTurns * 90)}deg)` } };
}
