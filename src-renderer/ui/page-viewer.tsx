import { useDeferredValue, useEffect, useMemo, useRef, useState, type ReactElement, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useDragToScroll } from './drag-scroll.ts';
import { PageLens } from './page-lens.tsx';
import { DrawnPage } from './drawn-page.tsx';
import type { ViewerPage } from './page-picture.tsx';
import styles from './page-viewer.module.css';
import type { PictureStore } from './picture-store.ts';
import { usePictures } from './pictures.ts';
import { useRoom } from './room.ts';
import { useSettled, useSteady } from './settled.ts';
import { useAnchoredZoom } from './viewer-zoom.ts';
import { useViewerKeys, type ViewerActs, type ViewerLook } from './viewer-keys.ts';
import { chooseSize, leaf, pagesAhead, pagesDrawn, pagesShown, paperScale, scaleFor, stepZoom, turnExtent, type Extent, type Zoom } from './viewer-geometry.ts';
import { filterOf, plainLight, type Light } from './viewer-light.ts';
import { useLinkedScroll, type ViewerLink } from './viewer-link.ts';
import { ViewerToolbar } from './viewer-toolbar.tsx';

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
  /** Shared with what else shows pictures of the same reading; without it the viewer has its own. */
  readonly store?: PictureStore;
  /** Moves and grows together with another viewer. */
  readonly link?: ViewerLink | null;
  /** Of two viewers one has the keys. */
  readonly isActive?: boolean;
  /** Half the room: only what is needed to compare. */
  readonly isNarrow?: boolean;
};

/** Reads pages: zoom, fit, turn, leaf, two side by side, a lens; everything by keyboard. */
export function PageViewer({ label, pages, current, onCurrentChange, onBeyond, actions, store: shared, link = null, isActive = true, isNarrow = false }: Props): ReactElement {
  const { t } = useTranslation();
  const own = usePictures();
  const store = shared ?? own;
  const stage = useRef<HTMLDivElement>(null);
  const room = useRoom(stage);
  const [light, setLight] = useState<Light>(plainLight);
  const [hasLens, setHasLens] = useState(false);
  const view = useView(pages, { current, room, link });
  const { shown, scale, scaleOf, turnsOf, zoom, setZoom, isSpread } = view;
  const factor = scale / paperScale;
  const { holdMiddle } = useAnchoredZoom(stage, { scale, factor, setFactor: setZoom });
  useDragToScroll(stage);
  useLinkedScroll(stage, link);

  const goTo = (index: number): void => {
    if (index >= 0 && index < pages.length) onCurrentChange(index);
    else onBeyond?.(index < 0 ? -1 : 1);
  };
  const zoomTo = (next: Zoom): void => {
    holdMiddle();
    setZoom(next);
  };
  const acts = useSteady<ViewerActs>({
    ...{ goTo, setLight, toggleSpread: view.toggleSpread, turn: view.turn, setZoom: zoomTo },
    zoomBy: direction => { zoomTo(stepZoom(factor, direction)); },
    leaf: direction => { goTo(leaf(current, direction, isSpread)); },
    toggleLens: () => { setHasLens(!hasLens); },
  });
  useViewerKeys({ light, count: pages.length, acts }, isActive);
  const look: ViewerLook = useMemo(() => ({ factor, zoom, isSpread, light, hasLens }), [factor, zoom, isSpread, light, hasLens]);
  useEffect(() => {
    stage.current?.scrollTo({ top: 0, left: 0 });
  }, [current, pages]);
  const settled = pagesShown(useSettled(pages, current), pages.length, isSpread);
  usePagesAhead(store, pages, settled);
  return (
    <section className={styles['viewer']} aria-label={label} data-active={isActive}>
      <ViewerToolbar first={settled[0] ?? 0} count={pages.length} {...{ look, acts, isNarrow }} actions={useDeferredValue(actions)} />
      <div className={styles['room']}>
        <div ref={stage} className={styles['stage']} tabIndex={0} role="group" aria-label={t('viewer.stage')} data-viewer-stage>
          <div className={styles['spread']} style={{ filter: filterOf(light) }}>
            {pagesDrawn(shown, settled, pages.length).map(index => {
              const page = pages[index];
              const own = scaleOf(index);
              return page ? <DrawnPage key={page.id} store={store} page={page} size={chooseSize(own, devicePixelRatio)} scale={own} quarterTurns={turnsOf(page)} isShown={shown.includes(index)} /> : null;
            })}
          </div>
        </div>
        {hasLens ? <PageLens store={store} stage={stage} pages={shown.flatMap(index => pages[index] ?? [])} scale={scale} turnsOf={turnsOf} /> : null}
      </div>
    </section>
  );
}

type ViewOf = { readonly current: number; readonly room: Extent; readonly link: ViewerLink | null };

/** Which pages are shown, how large and which way up. */
function useView(pages: readonly ViewerPage[], { current, room, link }: ViewOf) {
  const [ownZoom, setOwnZoom] = useState<Zoom>('page');
  const [isSpread, setIsSpread] = useState(false);
  const [turns, setTurns] = useState<Readonly<Record<string, number>>>({});
  const zoom = link?.zoom ?? ownZoom;
  const turnsOf = (page: ViewerPage): number => turns[page.id] ?? 0;
  const extentOf = (page: ViewerPage): Extent => turnExtent({ width: page.widthPx, height: page.heightPx }, turnsOf(page));
  const shownWith = (index: number): readonly number[] => pagesShown(index, pages.length, isSpread);
  /** The one that this page has when it is its turn. */
  const scaleOf = (index: number): number => scaleFor(zoom, shownWith(index).flatMap(each => pages[each] ?? []).map(extentOf), room);
  return {
    ...{ zoom, isSpread, turnsOf, scaleOf },
    shown: shownWith(current),
    scale: scaleOf(current),
    setZoom: link?.setZoom ?? setOwnZoom,
    toggleSpread: () => {
      setIsSpread(!isSpread);
    },
    turn: (quarterTurns: 1 | -1) => {
      const page = pages[current];
      if (page) setTurns({ ...turns, [page.id]: (turnsOf(page) + quarterTurns + 4) % 4 });
    },
  };
}

/** Never of another material: the log says of a material that it was read as soon as one page of it is fetched. */
function usePagesAhead(store: PictureStore, pages: readonly ViewerPage[], shown: readonly number[]): void {
  const ahead = pagesAhead(shown, pages.length);
  const wish = ahead.join();
  useEffect(() => {
    const leaving = ahead.flatMap(index => pages[index] ?? []).map(page => store.want(page.addressOf('half'), 'ahead'));
    return () => {
      for (const leave of leaving) leave();
    };
    // `wish` says all that `ahead` holds.
  }, [store, pages, wish]);
}
