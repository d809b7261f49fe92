import { useRef, useState, type PointerEvent, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { PageArea, PrintRegions } from '#shared/domain/print-region';
import type { ViewableMaterial } from '#shared/domain/viewing';
import { DrawnPage } from '../../ui/drawn-page.tsx';
import type { PictureStore } from '../../ui/picture-store.ts';
import { useRoom } from '../../ui/room.ts';
import { chooseSize, scaleFor, type Extent } from '../../ui/viewer-geometry.ts';
import type { ViewerPage } from '../../ui/page-picture.tsx';
import type { RegionDraft } from './region-draft.ts';
import { placeOf, RegionBox } from './region-box.tsx';
import { areaBetween, type Spot } from './region-geometry.ts';
import styles from './region-dialog.module.css';

type Props = {
  readonly store: PictureStore;
  readonly view: ViewerPage;
  readonly page: ViewableMaterial['pages'][number];
  readonly draft: RegionDraft;
  /** What an earlier step left. */
  readonly limit: PrintRegions;
};

/** The page with its regions; a stroke over it draws another one. */
export function RegionPage({ store, view, page, draft, limit }: Props): ReactElement {
  const { t } = useTranslation('requests');
  const stage = useRef<HTMLDivElement>(null);
  const room = useRoom(stage);
  const scale = scaleFor('page', [{ width: view.widthPx, height: view.heightPx }], room);
  const sheet: Extent = { width: view.widthPx * scale, height: view.heightPx * scale };
  const stroke = useStroke(sheet, area => { draft.add(page.id, area); });
  const here = draft.regions.map((region, index) => ({ region, index })).filter(({ region }) => region.pageId === page.id);
  return (
    <div ref={stage} className={styles['stage']}>
      <div className={styles['sheet']} style={sheet} {...stroke.handlers} data-testid="region-sheet">
        <DrawnPage store={store} page={view} size={chooseSize(scale, devicePixelRatio)} scale={scale} quarterTurns={0} />
        {limit.filter(({ pageId }) => pageId === page.id).map(region => <div key={`${String(region.left)} ${String(region.top)}`} className={styles['limit']} style={placeOf(region)} title={t('regions.limit')} />)}
        {here.map(({ region, index }) => (
          <RegionBox
            key={index}
            area={region}
            number={index + 1}
            sheet={sheet}
            isChosen={draft.chosen === index}
            onChoose={() => { draft.choose(index); }}
            onChange={area => { draft.change(index, area); }}
            onRemove={() => { draft.remove(index); }}
          />
        ))}
        {stroke.area ? <div className={styles['stroke']} style={placeOf(stroke.area)} /> : null}
      </div>
    </div>
  );
}

type Stroke = { readonly area: PageArea | undefined; readonly handlers: Readonly<Record<'onPointerDown' | 'onPointerMove' | 'onPointerUp' | 'onPointerCancel', (event: PointerEvent) => void>> };

/** From where the hand comes down to where it lets go. */
function useStroke(sheet: Extent, onDrawn: (area: PageArea) => void): Stroke {
  const [from, setFrom] = useState<Spot | null>(null);
  const [to, setTo] = useState<Spot | null>(null);
  const spotOf = (event: PointerEvent): Spot => {
    const box = event.currentTarget.getBoundingClientRect();
    return { x: (event.clientX - box.left) / sheet.width, y: (event.clientY - box.top) / sheet.height };
  };
  const end = (): void => {
    setFrom(null);
    setTo(null);
  };
  return {
    area: from && to ? areaBetween(from, to) : undefined,
    handlers: {
      onPointerDown: event => {
        event.currentTarget.setPointerCapture(event.pointerId);
        setFrom(spotOf(event));
      },
      onPointerMove: event => {
        if (from) setTo(spotOf(event));
      },
      onPointerUp: event => {
        const area = from && areaBetween(from, spotOf(event));
        end();
        if (area) onDrawn(area);
      },
      onPointerCancel: end,
    },
  };
}
