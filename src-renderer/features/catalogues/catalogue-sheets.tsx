import { Button } from 'antd';
import { memo, useMemo, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CatalogueView } from '#shared/contract/server/catalogue-operations';
import type { CatalogueTemplateName } from '#shared/domain/catalogue-sheets/catalogue-book';
import { catalogueSheetMm, previewCatalogueSheet } from '#shared/domain/catalogue-sheets/draw-catalogue';
import type { SheetMark } from '#shared/domain/sheet-mark';
import { SheetMarks } from '../../ui/sheet-marks.tsx';
import styles from './catalogues.module.css';

type Props = {
  readonly view: CatalogueView;
  readonly template: CatalogueTemplateName;
  readonly anew: readonly number[];
  readonly isStale: boolean;
  /** Null where all sheets are new anyway. */
  readonly onAnew: ((anew: readonly number[]) => void) | null;
};

/** Every sheet as it will be, drawn by the very layout of the print. */
export function CatalogueSheets({ view, template, anew, isStale, onAnew }: Props): ReactElement {
  const { t } = useTranslation('catalogues');
  const { plan, owner, book } = view;
  const drawn = useMemo(() => plan.sheets.map((sheet, index) => previewCatalogueSheet({ template, owner, number: index + 1, sheet })), [plan, owner, template]);
  const toggle = (number: number): void => { onAnew?.(anew.includes(number) ? anew.filter(other => other !== number) : [...anew, number]); };
  return (
    <section className={styles['sheets']} aria-label={t('preview')} tabIndex={0} data-stale={isStale}>
      {plan.sheets.map(({ way, added }, index) => (
        <figure key={index} className={styles['sheet']}>
          <Sheet marks={drawn[index] ?? []} label={t('sheet', { number: index + 1 })} />
          <figcaption>
            <span>{t('sheet', { number: index + 1 })}　{t(`wayOf.${way}`, { rows: added.length })}</span>
            {onAnew && book?.sheets[index]?.isPrinted === true ? <Button size="small" aria-label={t(anew.includes(index + 1) ? 'notAnewOf' : 'anewOf', { number: index + 1 })} onClick={() => { toggle(index + 1); }}>{t(anew.includes(index + 1) ? 'notAnew' : 'anew')}</Button> : null}
          </figcaption>
        </figure>
      ))}
    </section>
  );
}

const Sheet = memo(function Sheet({ marks, label }: { readonly marks: readonly SheetMark[]; readonly label: string }): ReactElement {
  const { widthMm, heightMm } = catalogueSheetMm;
  return (
    <svg className={styles['paper']} role="img" aria-label={label} viewBox={`0 0 ${String(widthMm)} ${String(heightMm)}`}>
      <SheetMarks marks={marks} />
    </svg>
  );
});
