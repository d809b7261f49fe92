import { useEffect, useRef, useState, type CSSProperties, type DragEvent, type MouseEvent, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { windowPaths } from '#shared/contract/desktop-api';
import type { DraftId, DraftPageId } from '#shared/domain/ids';
import type { Draft, DraftPage } from '#shared/domain/scanning';
import { dropAt, extendTo, selectOnly, toggle } from './page-selection.ts';
import styles from './page-strip.module.css';
import type { PageActs } from './use-page-acts.ts';
import type { PageSelection } from './use-page-selection.ts';

type Props = { readonly draft: Draft; readonly pages: PageSelection; readonly acts: PageActs };

/** The pages in their order; chosen ones are dragged together. A mark shows where they would land. */
export function PageStrip({ draft, pages, acts }: Props): ReactElement {
  const { t } = useTranslation('scanning');
  const list = useRef<HTMLDivElement>(null);
  const [landing, setLanding] = useState<number | null>(null);
  const { order, selection } = pages;
  useEffect(() => {
    list.current?.querySelector('[data-focused=true]')?.scrollIntoView({ block: 'nearest' });
  }, [selection.focus]);
  const choose = (event: MouseEvent, id: DraftPageId): void => {
    if (event.shiftKey) pages.select(extendTo(selection, id, order));
    else pages.select(event.ctrlKey || event.metaKey ? toggle(selection, id) : selectOnly(id));
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    if (landing !== null) acts.reorder(dropAt(order, selection.chosen, landing));
    setLanding(null);
  };
  return (
    <>
      <div
        ref={list}
        className={styles['strip']}
        role="listbox"
        tabIndex={0}
        aria-label={t('strip.label')}
        aria-multiselectable="true"
        aria-activedescendant={selection.focus === null ? undefined : `draft-page-${selection.focus}`}
        onDragOver={event => {
          event.preventDefault();
          setLanding(landingUnder(event, list.current));
        }}
        onDragLeave={() => { setLanding(null); }}
        onDrop={drop}
      >
        {draft.pages.map((page, index) => (
          <div
            key={page.id}
            id={`draft-page-${page.id}`}
            className={styles['page']}
            role="option"
            aria-selected={selection.chosen.includes(page.id)}
            aria-label={t('strip.page', { number: index + 1 })}
            data-focused={selection.focus === page.id}
            data-landing={landing === index ? 'before' : landing === order.length && index === order.length - 1 ? 'after' : undefined}
            draggable
            onClick={event => { choose(event, page.id); }}
            onDragStart={event => {
              event.dataTransfer.effectAllowed = 'move';
              if (!selection.chosen.includes(page.id)) pages.select(selectOnly(page.id));
            }}
            onDragEnd={() => { setLanding(null); }}
          >
            <DraftThumbnail draftId={draft.id} page={page} />
            <span className={styles['number']}>{index + 1}</span>
          </div>
        ))}
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
function landingUnder(event: DragEvent, list: HTMLElement | null): number {
  const options = [...(list?.children ?? [])];
  const index = options.findIndex(option => {
    const { top, height } = option.getBoundingClientRect();
    return event.clientY < top + height / 2;
  });
  return index < 0 ? options.length : index;
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
