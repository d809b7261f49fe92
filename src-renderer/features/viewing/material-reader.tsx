import { SwapOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useCallback, useEffect, useMemo, useRef, useState, type ReactElement, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatMaterialNumber } from '#shared/domain/catalogue';
import type { MaterialId } from '#shared/domain/ids';
import type { ViewableMaterial, ViewSession } from '#shared/domain/viewing';
import { sortByCatalogue } from '../../ui/catalogue-order.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useKeys } from '../../ui/keys.tsx';
import { useNothingLeaves } from '../../ui/nothing-leaves.ts';
import { PageViewer } from '../../ui/page-viewer.tsx';
import { usePictures } from '../../ui/pictures.ts';
import type { PictureStore } from '../../ui/picture-store.ts';
import { Thumbnails } from '../../ui/thumbnails.tsx';
import { useHasFocus } from '../../ui/window-focus.ts';
import { ComparePanes } from './compare-panes.tsx';
import { MaterialList } from './material-list.tsx';
import { placeBeside, type ReadingPlace } from './reading-place.ts';
import { toViewerPages } from './viewer-pages.ts';
import styles from './viewing.module.css';

type Props = {
  readonly session: ViewSession;
  /** False while nobody knows whether the reading may go on: the pages are covered and let go. */
  readonly isConfirmed: boolean;
  readonly start: MaterialId | null;
  /** Tells which material is read now. */
  readonly onMaterialChange: (id: MaterialId) => void;
  /** Buttons for the material that is read now, and for the page of it that is shown (an index). */
  readonly actionsFor?: (material: ViewableMaterial, page: number) => ReactNode;
};

/** Materials left, small pages beside them, the page in the middle; or two materials side by side. */
export function MaterialReader({ session, isConfirmed, start, onMaterialChange, actionsFor }: Props): ReactElement {
  const { t } = useTranslation('viewing');
  const store = usePictures(!isConfirmed);
  const reader = useRef<HTMLDivElement>(null);
  const isBlurred = !useHasFocus() && session.blursUnfocused;
  useNothingLeaves(reader);
  const materials = useMemo(() => sortByCatalogue(session.materials), [session]);
  const [place, setPlace] = useState<ReadingPlace>({ materialId: start ?? materials[0]?.id ?? null, page: 0 });
  const [beside, setBeside] = useState<ReadingPlace | null>(null);
  const [active, setActive] = useState<0 | 1>(0);
  const readNow = beside !== null && active === 1 ? beside.materialId : place.materialId;
  useEffect(() => {
    if (readNow !== null) onMaterialChange(readNow);
  }, [readNow, onMaterialChange]);
  const compare = (): void => {
    setBeside(beside === null ? placeBeside(materials, place) : null);
    setActive(0);
  };
  useKeys(t('compare.keys'), [{ keys: ['C'], label: t('compare.start'), run: compare }], { isActive: beside === null });
  const shared = { session, store, materials, actionsFor };
  return (
    <div ref={reader} className={styles['reader']} data-blurred={isBlurred}>
      {isConfirmed ? (
        beside === null ? (
          <OneMaterial {...shared} place={place} onPlaceChange={setPlace} onCompare={compare} />
        ) : (
          <ComparePanes
            {...shared}
            places={[place, beside]}
            onPlaceChange={(side, next) => { (side === 0 ? setPlace : setBeside)(next); }}
            active={active}
            onActiveChange={setActive}
            onClose={compare}
          />
        )
      ) : (
        <EmptyState title={t('silent.title')}>{t('silent.lesson')}</EmptyState>
      )}
      {isBlurred ? <p className={styles['unfocused']} role="status">{t('unfocused')}</p> : null}
    </div>
  );
}

type OneProps = {
  readonly session: ViewSession;
  readonly store: PictureStore;
  readonly materials: readonly ViewableMaterial[];
  readonly place: ReadingPlace;
  readonly onPlaceChange: (place: ReadingPlace) => void;
  readonly onCompare: () => void;
  readonly actionsFor?: Props['actionsFor'] | undefined;
};

function OneMaterial({ session, store, materials, place, onPlaceChange, onCompare, actionsFor }: OneProps): ReactElement {
  const { t } = useTranslation('viewing');
  const position = materials.findIndex(({ id }) => id === place.materialId);
  const material = materials[position];
  const pages = useMemo(() => (material ? toViewerPages(session, material) : []), [session, material]);
  const goToMaterial = (index: number, edge: 'first' | 'last'): void => {
    const next = materials[index];
    if (next) onPlaceChange({ materialId: next.id, page: edge === 'first' ? 0 : next.pages.length - 1 });
  };
  const goToPage = (page: number): void => { onPlaceChange({ ...place, page }); };
  const choose = useCallback((materialId: MaterialId): void => { onPlaceChange({ materialId, page: 0 }); }, [onPlaceChange]);
  useKeys(t('materials'), [
    { keys: [']'], label: t('keys.nextMaterial'), run: () => { goToMaterial(position + 1, 'first'); } },
    { keys: ['['], label: t('keys.previousMaterial'), run: () => { goToMaterial(position - 1, 'first'); } },
  ]);
  return (
    <>
      <MaterialList materials={materials} current={place.materialId} onChoose={choose} />
      {material && pages.length > 0 ? (
        <>
          <Thumbnails label={t('thumbnails')} store={store} pages={pages} current={place.page} onCurrentChange={goToPage} />
          <PageViewer
            label={t('reading', { number: formatMaterialNumber(material.classCode, material.sequence), name: material.name })}
            store={store}
            pages={pages}
            current={place.page}
            onCurrentChange={goToPage}
            onBeyond={direction => { goToMaterial(position + direction, direction === 1 ? 'first' : 'last'); }}
            actions={
              <>
                <Button icon={<SwapOutlined />} title={`${t('compare.start')} (C)`} aria-label={t('compare.button')} onClick={onCompare} />
                {actionsFor?.(material, place.page)}
              </>
            }
          />
        </>
      ) : (
        <EmptyState title={t('noPages.title')}>{t('noPages.lesson')}</EmptyState>
      )}
    </>
  );
}
