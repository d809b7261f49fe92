import { Input } from 'antd';
import { useId, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { ViewableMaterial } from '#shared/domain/viewing';
import { choosePages, printableNumbers, regionCounts } from './page-range.ts';
import styles from './printing.module.css';

type Props = {
  readonly material: ViewableMaterial;
  readonly range: string;
  readonly isDisabled: boolean;
  readonly hasFocus: boolean;
  /** Among others: beside its word, and told only what is wrong. */
  readonly isBrief?: boolean;
  readonly onChange: (range: string) => void;
  readonly onEnter: () => void;
};

/** Which pages, by the numbers pencilled on them; where only parts were granted it says so before anything is chosen. */
export function PagesField({ material, range, isDisabled, hasFocus, isBrief = false, onChange, onEnter }: Props): ReactElement {
  const { t } = useTranslation('printing');
  const id = useId();
  const chosen = choosePages(range, material);
  const allowed = printableNumbers(material);
  const counts = regionCounts(material);
  const all = counts.regions === 0 ? t('pages.all', { total: allowed.length }) : allowed.join(t('comma'));
  return (
    <div className={styles[isBrief ? 'brief' : 'field']}>
      {counts.regions === 0 ? null : <p className={styles['narrowed']}>{t('pages.regions', { ...counts, numbers: allowed.join(t('comma')) })}</p>}
      <label htmlFor={`${id}-pages`}>{t('pages.label')}</label>
      <Input
        id={`${id}-pages`}
        autoFocus={hasFocus}
        disabled={isDisabled}
        value={range}
        maxLength={100}
        placeholder={all}
        aria-describedby={`${id}-hint`}
        {...(chosen.kind === 'chosen' ? {} : { status: 'error' as const, 'aria-invalid': true })}
        onChange={event => { onChange(event.target.value); }}
        onPressEnter={onEnter}
      />
      <p className={styles['hint']} id={`${id}-hint`} hidden={isBrief && chosen.kind === 'chosen'} aria-live="polite">
        {chosen.kind === 'chosen' ? t('pages.chosen', { total: chosen.numbers.length }) : t(chosen.kind === 'wrong' ? 'pages.wrong' : 'pages.notGranted', { total: material.pages.length, numbers: allowed.join(t('comma')) })}
      </p>
    </div>
  );
}
