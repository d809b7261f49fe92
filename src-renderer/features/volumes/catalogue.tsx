import { Button } from 'antd';
import { useMemo, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { formatClassCode, formatMaterialNumber } from '#shared/domain/catalogue';
import { formatPartialDate } from '#shared/domain/partial-date';
import type { Material, Volume } from '#shared/domain/volume';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useKeptState } from '../../ui/kept-state.tsx';
import { RecordTable, type Column } from '../../ui/record-table.tsx';
import { buildCatalogueTree, listCatalogue } from './catalogue-tree.ts';
import { ClassTree } from './class-tree.tsx';
import styles from './volumes.module.css';

type Props = {
  readonly volume: Volume;
  /** Null for those who may see the catalogue but no page. */
  readonly onOpen: ((material: Material) => void) | null;
  /** Lays what was set aside of a material on the desk again; null for those who scan nothing. */
  readonly onTakeAside: ((material: Material) => void) | null;
};

/** 目录: classes left, rows in catalogue order right. */
export function Catalogue({ volume, onOpen, onTakeAside }: Props): ReactElement {
  const { t } = useTranslation('volumes');
  const [classId, setClassId] = useKeptState(`volumes.class.${volume.id}`, 'all');
  const [current, setCurrent] = useState(0);
  const tree = useMemo(() => buildCatalogueTree(volume.materials), [volume]);
  const chosen = tree.find(({ id }) => id === classId);
  const rows = listCatalogue(volume.materials, chosen?.codes ?? []);
  return (
    <div className={styles['catalogue']}>
      <ClassTree
        rows={tree}
        current={classId}
        onChoose={id => {
          setClassId(id);
          setCurrent(0);
        }}
      />
      <div className={styles['rows']}>
        <RecordTable
          label={t('catalogue')}
          columns={useCatalogueColumns(volume.materials.some(({ setAsideCount }) => setAsideCount > 0) ? onTakeAside : null)}
          rows={rows}
          keyOf={({ id }) => id}
          current={Math.min(current, Math.max(0, rows.length - 1))}
          onCurrentChange={setCurrent}
          onOpen={onOpen ?? undefined}
        />
        {rows.length === 0 ? <NoRows isVolumeEmpty={volume.materials.length === 0} canScan={onOpen !== null} /> : null}
        {onOpen === null && rows.length > 0 ? <p className={styles['note']}>{t('catalogueOnly')}</p> : null}
      </div>
    </div>
  );
}

function NoRows({ isVolumeEmpty, canScan }: { readonly isVolumeEmpty: boolean; readonly canScan: boolean }): ReactElement {
  const { t } = useTranslation('volumes');
  return <EmptyState title={t(isVolumeEmpty ? 'empty.volume' : 'empty.class')}>{canScan ? t('empty.lesson') : null}</EmptyState>;
}

function useCatalogueColumns(onTakeAside: Props['onTakeAside']): readonly Column<Material>[] {
  const { t } = useTranslation('volumes');
  return [
    { id: 'class', title: t('column.class'), width: '4.5em', render: ({ classCode }) => formatClassCode(classCode) },
    { id: 'number', title: t('column.number'), width: '5.5em', render: ({ classCode, sequence }) => formatMaterialNumber(classCode, sequence) },
    { id: 'name', title: t('column.name'), render: ({ name }) => <span title={name}>{name}</span> },
    { id: 'formedOn', title: t('column.formedOn'), width: '7.5em', render: ({ formedOn }) => (formedOn === null ? '—' : formatPartialDate(formedOn)) },
    { id: 'pages', title: t('column.pages'), width: '4em', align: 'right', render: ({ pageCount }) => pageCount },
    { id: 'remark', title: t('column.remark'), width: '14%', render: ({ remark }) => <span title={remark}>{remark}</span> },
    ...(onTakeAside
      ? [{
          id: 'setAside',
          title: t('column.setAside'),
          width: '6.5em',
          render: (material: Material) =>
            material.setAsideCount === 0 ? '' : (
              <Button size="small" type="text" className={styles['aside'] ?? ''} title={t('setAside.take')} aria-label={t('setAside.takeOf', { count: material.setAsideCount, name: material.name })} onClick={event => { event.stopPropagation(); onTakeAside(material); }}>
                {t('setAside.count', { count: material.setAsideCount })}
              </Button>
            ),
        }]
      : []),
  ];
}
