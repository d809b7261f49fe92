import { useEffect, useRef, useState, type KeyboardEvent, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { ViewerPage } from './page-picture.tsx';
import styles from './thumbnails.module.css';

type Props = {
  readonly label: string;
  readonly pages: readonly ViewerPage[];
  readonly current: number;
  readonly onCurrentChange: (index: number) => void;
};


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
          <SmallPicture page={page} />
          <span className={styles['number']}>{page.number}</span>
        </div>
      ))}
    </div>
  );
}

const thumbnailWidth = 104;
const attempts = 5;

/** A blank sheet until its picture is there; a failed one is asked for again a few times, ever later. */
function SmallPicture({ page }: { readonly page: ViewerPage }): ReactElement {
  const [attempt, setAttempt] = useState(0);
  const [hasFailed, setHasFailed] = useState(false);
  useEffect(() => {
    if (!hasFailed || attempt >= attempts) return undefined;
    const timer = setTimeout(() => {
      setAttempt(attempt + 1);
      setHasFailed(false);
    }, 2000 * 2 ** attempt);
    return () => {
      clearTimeout(timer);
    };
  }, [hasFailed, attempt]);
  const height = Math.round((thumbnailWidth * page.heightPx) / page.widthPx);
  return (
    <span className={styles['picture']} style={{ width: thumbnailWidth, height }}>
      <img
        className={hasFailed ? styles['failed'] : ''}
        src={page.addressOf('thumb') + (attempt === 0 ? '' : `&attempt=${String(attempt)}`)}
        alt=""
        width={thumbnailWidth}
        height={height}
        loading="lazy"
        decoding="async"
        draggable={false}
        onError={() => {
          setHasFailed(true);
        }}
      />
    </span>
  );
}
