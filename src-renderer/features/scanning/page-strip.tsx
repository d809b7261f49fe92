import { useEffect, useRef, useState, type CSSProperties, type DragEvent, type MouseEvent, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { windowPaths } from '#shared/contract/desktop-api';
import type { DraftId, DraftPageId } from '#shared/domain/ids';
import type { DraftPage } from '#shared/domain/scanning';
import { scrollTopFor, useWindowedRows } from '../../ui/windowed-rows.ts';
import type { Desk } from './desk.ts';
import { dropAt, extendTo, selectOnly, toggle } from './page-selection.ts';
import { FlagMark } from './page-flags.tsx';
import styles from './page-strip.module.css';

/** Of one page with its number, in CSS pixels; the same as in the style sheet. */
const rowHeight = 172;

type Props = { readonly desk: Pick<Desk, 'draft' | 'pages' | 'acts'> };

/** The pages in their order, only those near the eye drawn; chosen ones are dragged together. A mark shows where they would land. */
export function PageStrip({ desk: { draft, pages, acts } }: Props): ReactElement {
  const { t } = useTranslation('scanning');
  const list = useRef<HTMLDivElement>(null);
  const [landing, setLanding] = useState<number | null>(null);
  const { order, selection } = pages;
  const { first, end } = useWindowedRows(list, { count: order.length, rowHeight });
  const focusAt = selection.focus === null ? -1 : order.indexOf(selection.focus);
  useEffect(() => {
    const element = list.current;
    if (element && focusAt >= 0) element.scrollTop = scrollTopFor(focusAt, { scrollTop: element.scrollTop, height: element.clientHeight, rowHeight });
  }, [focusAt, draft.id]);
  const choose = (event: MouseEvent, id: DraftPageId): void => {
    if (event.shiftKey) pages.select(extendTo(selection, id, order));
    else pages.select(event.ctrlKey || event.metaKey ? toggle(selection, id) : selectOnly(id));
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    if (landing !== null) acts.reorder(dropAt(order, selection.chosen, landing));
    setLanding(null);
  };
  const chosen = new Set(selection.chosen);
  return (
    <>
      <div
        ref={list}
        className={styles['strip']}
        role="listbox"
        tabIndex={0}
        aria-label={t('strip.label')}
        aria-multiselectable="true"
        aria-activedescendant={focusAt >= first && focusAt < end ? `draft-page-${String(selection.focus)}` : undefined}
        onDragOver={event => {
          event.preventDefault();
          setLanding(landingUnder(event, list.current, order.length));
        }}
        onDragLeave={() => { setLanding(null); }}
        onDrop={drop}
      >
        <div className={styles['roll']} role="presentation" style={{ height: order.length * rowHeight }}>
          {pages.list.slice(first, end).map((page, offset) => {
            const index = first + offset;
            return (
              <div
                key={page.id}
                id={`draft-page-${page.id}`}
                className={styles['page']}
                style={{ top: index * rowHeight }}
                role="option"
                aria-selected={chosen.has(page.id)}
                aria-setsize={order.length}
                aria-posinset={index + 1}
                aria-label={t('strip.page', { number: index + 1 })}
                data-focused={selection.focus === page.id}
                data-landing={landing === index ? 'before' : landing === order.length && index === order.length - 1 ? 'after' : undefined}
                draggable
                onClick={event => { choose(event, page.id); }}
                onDragStart={event => {
                  event.dataTransfer.effectAllowed = 'move';
                  if (!chosen.has(page.id)) pages.select(selectOnly(page.id));
                }}
                onDragEnd={() => { setLanding(null); }}
              >
                <DraftThumbnail draftId={draft.id} page={page} />
                {page.flags.length > 0 ? <FlagMark page={page} /> : null}
                <span className={styles['number']}>{index + 1}</span>
              </div>
            );
          })}
        </div>
      </div>
      <p className={styles['count']} role="status">{countWords(t, selection.chosen.length, order.length)}</p>
    </>
  );
}

type Translate = ReturnType<typeof useTranslation<'scanning'>>['t'];

function countWords(t: Translate, count: number, total: number): string {
  if (total === 0) return t('strip.empty');
  return count > 1 ? t('strip.chosen', { count, total }) : t('strip.total', { total });
}

/** Index of the page before which a drop would land: the first whose middle is below the pointer. */
function landingUnder(event: DragEvent, list: HTMLElement | null, count: number): number {
  if (!list) return count;
  const down = event.clientY - list.getBoundingClientRect().top + list.scrollTop;
  return Math.min(count, Math.max(0, Math.round(down / rowHeight)));
}

const frame = { width: 104, height: 136 };

/** A small picture in a frame of fixed size, turned as the page is: the strip never moves while pictures come. */
export function DraftThumbnail({ draftId, page }: { readonly draftId: DraftId; readonly page: DraftPage }): ReactElement {
  const isSideways = page.rotation % 180 !== 0;
  const [across, down] = isSideways ? [page.heightPx, page.widthPx] : [page.widthPx, page.heightPx];
  const scale = Math.min(frame.width / across, frame.height / down);
  const picture: CSSProperties = { width: page.widthPx * scale, height: page.heightPx * scale, transform: `rotate(${String(page.rotation)}deg)` };
  return (
    <span className={styles['frame']}>
      <img src={windowPaths.draftPage(draftId, page, 'thumb')} alt="" style={picture} draggable={false} decoding="async" />
    </span>
  );
}
