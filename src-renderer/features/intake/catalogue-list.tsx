import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { formatPartialDate, PartialDate } from '#shared/domain/partial-date';
import type { DeliveredMaterial, PackageReport } from '#shared/domain/intake';
import { ChoiceList } from '../../ui/choice-list.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { classifyDelivered, materialKey, surplusOf } from './delivered-catalogue.ts';
import styles from './package-screen.module.css';
import type { ShownPlace } from './page-pane.tsx';

type Props = { readonly report: PackageReport; readonly shown: ShownPlace | null; readonly onShow: (place: ShownPlace) => void };

/** The delivered catalogue with both counts: pages that it says, images that lie there. */
export function CatalogueList({ report, shown, onShow }: Props): ReactElement {
  const { t } = useTranslation('intake');
  const classes = classifyDelivered(report.catalogue);
  const lineOf = useLine();
  const choose = (key: string): void => {
    const material = report.catalogue.find(one => materialKey(one) === key);
    if (material) onShow({ findingId: null, classCode: material.classCode, sequence: material.sequence, page: 1 });
  };
  if (classes.length === 0) return <EmptyState title={t('delivered.none')}>{t(report.checkedAt === null ? 'delivered.noneLesson' : 'delivered.withoutCatalogue')}</EmptyState>;
  return (
    <ChoiceList
      label={t('report.view.catalogue', { count: 0 })}
      chosenId={shown?.classCode && shown.sequence ? materialKey({ classCode: shown.classCode, sequence: shown.sequence }) : undefined}
      onChoose={choose}
      groups={classes.map(({ number, name, cataloguePages, images, materials }) => ({
        name: t('delivered.class', { number, name, catalogue: cataloguePages, images }),
        choices: materials.map(material => ({ id: materialKey(material), head: <Head material={material} />, lines: [lineOf(material)] })),
      }))}
    />
  );
}

function Head({ material }: { readonly material: DeliveredMaterial }): ReactElement {
  const { t } = useTranslation('intake');
  const surplus = surplusOf(material);
  const words = surplus === null ? t('delivered.unknown') : surplus < 0 ? t('delivered.missing', { count: -surplus }) : surplus > 0 ? t('delivered.surplus', { count: surplus }) : '';
  return (
    <span className={styles['row']}>
      <span>{material.sequence}. {material.name}</span>
      {words === '' ? null : <b className={styles['differs']}>{words}</b>}
    </span>
  );
}

function useLine(): (material: DeliveredMaterial) => string {
  const { t } = useTranslation('intake');
  return ({ formedOn, pageCount, pages, remark }) => {
    const date = PartialDate.safeParse(formedOn);
    const written = date.success ? formatPartialDate(date.data) : formedOn || t('delivered.undated');
    return [written, t('delivered.counts', { catalogue: pageCount ?? '—', images: pages.length }), remark].filter(Boolean).join(' · ');
  };
}
