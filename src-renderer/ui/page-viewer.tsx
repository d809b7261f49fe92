import { useEffect, useRef, useState, type ReactElement, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PagePicture, type ViewerPage } from './page-picture.tsx';
import styles from './page-viewer.module.css';
import { useRoom } from './room.ts';
import { useViewerKeys } from './viewer-keys.ts';
import { chooseSize, leaf, pagesShown, paperScale, scaleFor, stepZoom, turnExtent, type Zoom } from './viewer-geometry.ts';
import { ViewerToolbar } from './viewer-toolbar.tsx';
import { useDragToScroll } from './drag-scroll.ts';

export type { ViewerPage } from './page-picture.tsx';

type Props = {
  readonly label: string;
  readonly pages: readonly ViewerPage[];
  /** Index into `pages`. */
  readonly current: number;
  readonly onCurrentChange: (index: number) => void;
  /** Leafing beyond the first or last page; without it the viewer stays where it is. */
  readonly onBeyond?: (direction: 1 | -1) => void;
  /** Extra buttons at the end of the toolbar. */
  readonly actions?: ReactNode;
};

/** Reads pages: zoom, fit, turn, leaf, two side by side; everything by keyboard. */
export function PageViewer({ label, pages, current, onCurrentChange, onBeyond, actions }: Props): ReactElement {
  const { t } = useTranslation();
  const [zoom, setZoom] = useState<Zoom>('page');
  const [isSpread, setIsSpread] = useState(false);
  const [turns, setTurns] = useState<Readonly<Record<string, number>>>({});
  const stage = useRef<HTMLDivElement>(null);
  const room = useRoom(stage);
  useDragToScroll(stage);

  const shown = pagesShown(current, pages.length, isSpread);
  const turnsOf = (page: ViewerPage): number => turns[page.id] ?? 0;
  const sheets = shown.flatMap(index => {
    const page = pages[index];
    return page ? [turnExtent({ width: page.widthPx, height: page.heightPx }, turnsOf(page))] : [];
  });
  const scale = scaleFor(zoom, sheets, room);
  const factor = scale / paperScale;
  const goTo = (index: number): void => {
    if (index >= 0 && index < pages.length) onCurrentChange(index);
    else onBeyond?.(index < 0 ? -1 : 1);
  };
  const controls = {
    factor,
    zoom,
    isSpread,
    place: { shown, count: pages.length, numbers: shown.map(index => pages[index]?.number ?? 0) },
    setZoom,
    zoomBy: (direction: 1 | -1) => {
      setZoom(stepZoom(factor, direction));
    },
    leaf: (direction: 1 | -1) => {
      goTo(leaf(current, direction, isSpread));
    },
    goTo,
    toggleSpread: () => {
      setIsSpread(!isSpread);
    },
    turn: (quarterTurns: 1 | -1) => {
      const page = pages[current];
      if (page) setTurns({ ...turns, [page.id]: (turnsOf(page) + quarterTurns + 4) % 4 });
    },
  };
  useViewerKeys(controls);
  useEffect(() => {
    stage.current?.scrollTo({ top: 0, left: 0 });
  }, [current]);

  // The neighbours are fetched while this page is read.
  const first = Math.max(0, (shown[0] ?? 0) - 1);
  const last = Math.min(pages.length - 1, (shown.at(-1) ?? 0) + 2);
  const drawn = Array.from({ length: Math.max(0, last - first + 1) }, (_, offset) => first + offset);
  return (
    <section className={styles['viewer']} aria-label={label}>
      <ViewerToolbar controls={controls} actions={actions} />
      <div ref={stage} className={styles['stage']} tabIndex={0} role="group" aria-label={t('viewer.stage')}>
        <div className={styles['spread']}>
          {drawn.map(index => {
            const page = pages[index];
            return page ? (
              <PagePicture
                key={page.id}
                page={page}
                size={chooseSize(shown.includes(index) ? scale : 0, window.devicePixelRatio)}
                scale={scale}
                quarterTurns={turnsOf(page)}
                isHidden={!shown.includes(index)}
              />
            ) : null;
          })}
        </div>
      </div>
    </section>
  );
}
