import { useEffect, useRef, type KeyboardEvent, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { ViewerPage } from './page-picture.tsx';
import styles from './thumbnails.module.css';

type Props = {
  readonly label: string;
  readonly pages: readonly ViewerPage[];
  readonly current: number;
  readonly onCurrentChange: (index: number) => void;
};

const thumbnailWidth = 104;

/** Small pages in a column; each has its height before its picture, and pictures come only when they are near. */
export function Thumbnails({ label, pages, current, onCurrentChange }: Props): ReactElement {
  const { t } = useTranslation();
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, [current, pages]);
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    onCurrentChange(Math.min(pages.length - 1, Math.max(0, current + step)));
  };
  return (
    <div
      ref={list}
      className={styles['list']}
      role="listbox"
      tabIndex={0}
      aria-label={label}
      aria-activedescendant={pages[current] ? `thumb-${pages[current].id}` : undefined}
      onKeyDown={onKeyDown}
    >
      {pages.map((page, index) => (
        <div
          key={page.id}
          id={`thumb-${page.id}`}
          className={styles['option']}
          role="option"
          aria-selected={index === current}
          aria-label={t('viewer.pageAlt', { number: page.number })}
          onClick={() => {
            onCurrentChange(index);
          }}
        >
          <img
            src={page.addressOf('thumb')}
            alt=""
            width={thumbnailWidth}
            height={Math.round((thumbnailWidth * page.heightPx) / page.widthPx)}
            loading="lazy"
            decoding="async"
            draggable={false}
          />
          <span className={styles['number']}>{page.number}</span>
        </div>
      ))}
    </div>
  );
}
