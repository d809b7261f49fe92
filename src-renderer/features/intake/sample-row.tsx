import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { formatClassCode, leafClasses } from '#shared/domain/catalogue';
import { formatPartialDate, PartialDate } from '#shared/domain/partial-date';
import type { SampleItem } from '#shared/domain/intake';
import styles from './sampling.module.css';

/** What the catalogue says about the place that this page claims. */
export function SampleRow({ item }: { readonly item: SampleItem }): ReactElement {
  const { t } = useTranslation('intake');
  const { row, page, personName, packageNumber } = item;
  const date = PartialDate.safeParse(row.formedOn);
  const className = leafClasses.find(({ code }) => code === row.classCode)?.name ?? '';
  const facts = [
    [t('sampling.person'), `${personName}　${t('sampling.packageOf', { number: packageNumber })}`],
    [t('sampling.class'), `${formatClassCode(row.classCode)}　${className}`],
    [t('sampling.sequence'), String(row.sequence)],
    [t('sampling.name'), row.name],
    [t('sampling.formedOn'), date.success ? formatPartialDate(date.data) : row.formedOn || t('delivered.undated')],
    [t('sampling.page'), t('sampling.pageOf', { page: page.number, pages: row.pageCount ?? '—' })],
  ] as const;
  return (
    <section aria-label={t('sampling.row')}>
      <h2 className={styles['heading']}>{t('sampling.row')}</h2>
      <dl className={styles['row']}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
