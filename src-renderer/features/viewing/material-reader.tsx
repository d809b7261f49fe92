import { useEffect, useMemo, useState, type ReactElement, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { windowPaths } from '#shared/contract/desktop-api';
import { formatMaterialNumber } from '#shared/domain/catalogue';
import type { MaterialId } from '#shared/domain/ids';
import type { ViewableMaterial, ViewSession } from '#shared/domain/viewing';
import { sortByCatalogue } from '../../ui/catalogue-order.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useKeys } from '../../ui/keys.tsx';
import { PageViewer, type ViewerPage } from '../../ui/page-viewer.tsx';
import { Thumbnails } from '../../ui/thumbnails.tsx';
import { MaterialList } from './material-list.tsx';
import styles from './viewing.module.css';

type Props = {
  readonly session: ViewSession;
  readonly start: MaterialId | null;
  /** Tells which material is read now. */
  readonly onMaterialChange: (id: MaterialId) => void;
  /** Buttons for the material that is read now. */
  readonly actionsFor?: (material: ViewableMaterial) => ReactNode;
};

/** Materials left, small pages beside them, the page in the middle. */
export function MaterialReader({ session, start, onMaterialChange, actionsFor }: Props): ReactElement {
  const { t } = useTranslation('viewing');
  const materials = useMemo(() => sortByCatalogue(session.materials), [session]);
  const [place, setPlace] = useState({ materialId: start ?? materials[0]?.id ?? null, page: 0 });
  const position = materials.findIndex(({ id }) => id === place.materialId);
  const material = materials[position];
  const pages = useMemo(() => (material ? toViewerPages(session, material) : []), [session, material]);
  useEffect(() => {
    if (place.materialId !== null) onMaterialChange(place.materialId);
  }, [place.materialId, onMaterialChange]);

  const goToMaterial = (index: number, edge: 'first' | 'last'): void => {
    const next = materials[index];
    if (next) setPlace({ materialId: next.id, page: edge === 'first' ? 0 : next.pages.length - 1 });
  };
  useKeys(t('materials'), [
    { keys: [']'], label: t('keys.nextMaterial'), run: () => { goToMaterial(position + 1, 'first'); } },
    { keys: ['['], label: t('keys.previousMaterial'), run: () => { goToMaterial(position - 1, 'first'); } },
  ]);
  return (
    <div className={styles['reader']}>
      <MaterialList
        materials={materials}
        current={place.materialId}
        onChoose={materialId => { setPlace({ materialId, page: 0 }); }}
      />
      {material && pages.length > 0 ? (
        <>
          <Thumbnails
            label={t('thumbnails')}
            pages={pages}
            current={place.page}
            onCurrentChange={page => { setPlace({ ...place, page }); }}
          />
          <PageViewer
            label={t('reading', { number: formatMaterialNumber(material.classCode, material.sequence), name: material.name })}
            pages={pages}
            current={place.page}
            onCurrentChange={page => { setPlace({ ...place, page }); }}
            onBeyond={direction => { goToMaterial(position + direction, direction === 1 ? 'first' : 'last'); }}
            actions={actionsFor?.(material)}
          />
        </>
      ) : (
        <EmptyState title={t('noPages.title')}>{t('noPages.lesson')}</EmptyState>
      )}
    </div>
  );
}

function toViewerPages(session: ViewSession, material: ViewableMaterial): readonly ViewerPage[] {
  return material.pages.map(({ id, number, widthPx, heightPx }) => ({
    id,
    number,
    widthPx,
    heightPx,
    addressOf: size => windowPaths.page(session.id, id, size),
  }));
}
