import { Button, Input, Select } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Toolbar } from '../../ui/page-header.tsx';
import { useActName } from './act-name.ts';
import { groupActs } from './audit-acts.ts';
import { countFolded, isFiltering, noFilter, type AuditFilter, type ResultChoice } from './audit-filter.ts';
import styles from './audit-screen.module.css';
import { MoreFilters } from './more-filters.tsx';
import { PeriodField } from './period-field.tsx';

export const searchFieldId = 'audit-search';
const results: readonly ResultChoice[] = ['not-done', 'done', 'denied', 'failed'];

type Props = { readonly filter: AuditFilter; readonly onFilterChange: (filter: AuditFilter) => void };

export function AuditFilterBar({ filter, onFilterChange }: Props): ReactElement {
  const { t } = useTranslation('oversight');
  const folded = countFolded(filter);
  const [wantsMore, setWantsMore] = useState(false);
  const isOpen = wantsMore || folded > 0;
  return (
    <div className={styles['filters']}>
      <Toolbar label={t('filter.label')}>
        <Input
          id={searchFieldId}
          className={styles['search'] ?? ''}
          aria-label={t('filter.text')}
          placeholder={t('filter.text')}
          allowClear
          maxLength={60}
          value={filter.text}
          onChange={event => { onFilterChange({ ...filter, text: event.target.value }); }}
        />
        <PeriodField period={filter.period} onChange={period => { onFilterChange({ ...filter, period }); }} />
        <ActField filter={filter} onFilterChange={onFilterChange} />
        <Select
          className={styles['result'] ?? ''}
          aria-label={t('filter.result')}
          placeholder={t('filter.anyResult')}
          allowClear
          virtual={false}
          options={results.map(value => ({ value, label: t(`filter.results.${value}`) }))}
          value={filter.result}
          onChange={(result: ResultChoice | undefined) => { onFilterChange({ ...filter, result: result ?? null }); }}
        />
        <Button aria-expanded={isOpen} disabled={folded > 0} onClick={() => { setWantsMore(!wantsMore); }}>{t(isOpen ? 'filter.less' : 'filter.more')}</Button>
        <Button disabled={!isFiltering(filter)} onClick={() => { onFilterChange(noFilter); }}>{t('filter.clear')}</Button>
      </Toolbar>
      {isOpen ? <MoreFilters filter={filter} onFilterChange={onFilterChange} /> : null}
    </div>
  );
}

function ActField({ filter, onFilterChange }: Props): ReactElement {
  const { t } = useTranslation(['oversight', 'audit']);
  const nameAct = useActName();
  const options = groupActs().map(({ noun, acts }) => {
    // `as`: a test holds the texts to the nouns of the contract.
    const label = t(`audit:nouns.${noun}` as 'audit:nouns.audit');
    return { label, options: [{ value: `${noun}.*`, label: t('filter.allOf', { noun: label }) }, ...acts.map(act => ({ value: act, label: nameAct(act) }))] };
  });
  const many = filter.acts.length > 0 ? { value: '', label: t('filter.severalActs', { count: filter.acts.length }) } : null;
  return (
    <Select
      className={styles['act'] ?? ''}
      aria-label={t('filter.act')}
      placeholder={t('filter.anyAct')}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      virtual={false}
      options={many ? [many, ...options] : options}
      value={many ? '' : filter.act}
      onChange={(act: string | undefined) => { onFilterChange({ ...filter, act: act ?? null, acts: [] }); }}
    />
  );
}
