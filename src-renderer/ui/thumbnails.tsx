import { memo, useEffect, useRef, type KeyboardEvent, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { DrawnPicture } from './drawn-page.tsx';
import type { ViewerPage } from './page-picture.tsx';
import type { PictureStore } from './picture-store.ts';
import { usePicture } from './pictures.ts';
import { useSettled, useSteady } from './settled.ts';
import styles from './thumbnails.module.css';
import { scrollTopFor, useWindowedRows } from './windowed-rows.ts';

type Props = {
  readonly label: string;
  readonly store: PictureStore;
  readonly pages: readonly ViewerPage[];
  readonly current: number;
  readonly onCurrentChange: (index: number) => void;
};

/** Of one page with its number, in CSS pixels; the same as in the style sheet. */
const rowHeight = 180;

/** Small pages in a column, only those near the eye drawn and asked for: four hundred open as fast as ten. */
export function Thumbnails({ label, store, pages, current, onCurrentChange }: Props): ReactElement {
  const list = useRef<HTMLDivElement>(null);
  const { first, end } = useWindowedRows(list, { count: pages.length, rowHeight });
  const settled = useSettled(pages, current);
  const { choose } = useSteady({ choose: onCurrentChange });
  useEffect(() => {
    const element = list.current;
    if (element) element.scrollTop = scrollTopFor(settled, { scrollTop: element.scrollTop, height: element.clientHeight, rowHeight });
  }, [settled, pages]);
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    onCurrentChange(Math.min(pages.length - 1, Math.max(0, current + step)));
  };
  const active = settled >= first && settled < end ? pages[settled] : undefined;
  return (
    <div ref={list} className={styles['list']} role="listbox" tabIndex={0} aria-label={label} aria-activedescendant={active ? `thumb-${active.id}` : undefined} onKeyDown={onKeyDown}>
      <div className={styles['roll']} role="presentation" style={{ height: pages.length * rowHeight }}>
        {pages.slice(first, end).map((page, offset) => {
          const index = first + offset;
          return <Row key={page.id} {...{ store, page, index, choose }} count={pages.length} isChosen={index === settled} />;
        })}
      </div>
    </div>
  );
}

type RowProps = { readonly store: PictureStore; readonly page: ViewerPage; readonly index: number; readonly count: number; readonly isChosen: boolean; readonly choose: (index: number) => void };

const Row = memo(function Row({ store, page, index, count, isChosen, choose }: RowProps): ReactElement {
  const { t } = useTranslation();
  return (
    <div
      id={`thumb-${page.id}`}
      className={styles['option']}
      style={{ top: index * rowHeight }}
      role="option"
      aria-selected={isChosen}
      aria-setsize={count}
      aria-posinset={index + 1}
      aria-label={t('viewer.pageAlt', { number: page.number })}
      onClick={() => { choose(index); }}
    >
      <SmallPicture store={store} page={page} />
      <span className={styles['number']}>{page.number}</span>
    </div>
  );
});

const frame = { width: 104, height: 147 };
const attempts = 5;

/** A blank sheet until its picture is there; a failed one is asked for again a few times, ever later. */
function SmallPicture({ store, page }: { readonly store: PictureStore; readonly page: ViewerPage }): ReactElement {
  const address = page.addressOf('thumb');
  const { state, picture } = usePicture(store, address, 'small');
  const attempt = useRef(0);
  useEffect(() => {
    if (state !== 'failed' || attempt.current >= attempts) return undefined;
    const timer = setTimeout(() => {
      attempt.current += 1;
      store.retry(address);
    }, 2000 * 2 ** attempt.current);
    return () => {
      clearTimeout(timer);
    };
  }, [state, store, address]);
  const scale = Math.min(frame.width / page.widthPx, frame.height / page.heightPx);
  const [width, height] = [Math.round(page.widthPx * scale), Math.round(page.heightPx * scale)];
  return (
    <span className={styles['frame']} style={frame}>
      <span className={styles['picture']} style={{ width, height }}>
        {picture ? <DrawnPicture picture={picture} width={width} height={height} quarterTurns={0} label="" /> : null}
      </span>
    </span>
  );
}
