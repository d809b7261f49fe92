import { LinkOutlined } from '@ant-design/icons';
import { Button, Select } from 'antd';
import { useMemo, useState, type ReactElement, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatMaterialNumber } from '#shared/domain/catalogue';
import type { MaterialId } from '#shared/domain/ids';
import type { ViewableMaterial, ViewSession } from '#shared/domain/viewing';
import { useKeys } from '../../ui/keys.tsx';
import { PageViewer } from '../../ui/page-viewer.tsx';
import type { PictureStore } from '../../ui/picture-store.ts';
import { useViewerLinks, type ViewerLink } from '../../ui/viewer-link.ts';
import styles from './compare.module.css';
import type { ReadingPlace } from './reading-place.ts';
import { toViewerPages } from './viewer-pages.ts';

type Props = {
  readonly session: ViewSession;
  readonly store: PictureStore;
  readonly materials: readonly ViewableMaterial[];
  /** Left and right. */
  readonly places: readonly [ReadingPlace, ReadingPlace];
  readonly onPlaceChange: (side: 0 | 1, place: ReadingPlace) => void;
  /** The side that has the keys and the clock. */
  readonly active: 0 | 1;
  readonly onActiveChange: (side: 0 | 1) => void;
  readonly onClose: () => void;
  readonly actionsFor?: ((material: ViewableMaterial, page: number) => ReactNode) | undefined;
};

/** Two materials beside each other, moved and enlarged together or each by itself. */
export function ComparePanes({ session, store, materials, places, onPlaceChange, active, onActiveChange, onClose, actionsFor }: Props): ReactElement {
  const { t } = useTranslation('viewing');
  const [isLinked, setIsLinked] = useState(true);
  const links = useViewerLinks(isLinked);
  useKeys(t('compare.keys'), [
    { keys: ['L'], label: t(isLinked ? 'compare.free' : 'compare.link'), run: () => { setIsLinked(!isLinked); } },
    { keys: ['S'], label: t('compare.switch'), run: () => { onActiveChange(active === 0 ? 1 : 0); } },
    { keys: ['Escape', 'C'], label: t('compare.end'), run: onClose },
  ]);
  return (
    <div className={styles['compare']}>
      <div className={styles['head']}>
        <Button icon={<LinkOutlined />} aria-pressed={isLinked} className={(isLinked ? styles['linked'] : undefined) ?? ''} onClick={() => { setIsLinked(!isLinked); }}>
          {t('compare.linked')}
        </Button>
        <span className={styles['hint']}>{t('compare.hint')}</span>
        <Button onClick={onClose}>{t('compare.end')}</Button>
      </div>
      <div className={styles['panes']}>
        {([0, 1] as const).map(side => (
          <Pane
            key={side}
            {...{ session, store, materials, actionsFor }}
            label={t(side === 0 ? 'compare.left' : 'compare.right')}
            place={places[side]}
            onChange={place => { onPlaceChange(side, place); }}
            link={links[side]}
            isActive={active === side}
            onActivate={() => { onActiveChange(side); }}
          />
        ))}
      </div>
    </div>
  );
}

type PaneProps = Pick<Props, 'session' | 'store' | 'materials' | 'actionsFor'> & {
  readonly label: string;
  readonly place: ReadingPlace;
  readonly onChange: (place: ReadingPlace) => void;
  readonly link: ViewerLink;
  readonly isActive: boolean;
  readonly onActivate: () => void;
};

function Pane({ session, store, materials, actionsFor, label, place, onChange, link, isActive, onActivate }: PaneProps): ReactElement {
  const { t } = useTranslation('viewing');
  const material = materials.find(({ id }) => id === place.materialId);
  const pages = useMemo(() => (material ? toViewerPages(session, material) : []), [session, material]);
  const options = useMemo(
    () => materials.filter(one => one.pages.length > 0).map(({ id, classCode, sequence, name }) => ({ value: id, label: t('reading', { number: formatMaterialNumber(classCode, sequence), name }) })),
    [materials, t],
  );
  return (
    <div className={styles['pane']} data-active={isActive} onPointerDownCapture={onActivate} onFocusCapture={onActivate}>
      <Select<MaterialId> className={styles['choice'] ?? ''} aria-label={label} value={place.materialId} options={options} onChange={materialId => { onChange({ materialId, page: 0 }); }} />
      <PageViewer
        label={label}
        store={store}
        pages={pages}
        current={place.page}
        onCurrentChange={page => { onChange({ ...place, page }); }}
        link={link}
        isActive={isActive}
        isNarrow
        // Their keys mean the side that is read.
        actions={material && isActive ? actionsFor?.(material, place.page) : undefined}
      />
    </div>
  );
}
