import { Button, Input, Select } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Toolbar } from '../../ui/page-header.tsx';
import { useActName } from './act-name.ts';
import { groupActs } from './audit-acts.ts';
import { isFiltering, noFilter, type AuditFilter } from './audit-filter.ts';
import styles from './audit-screen.module.css';

export const searchFieldId = 'audit-search';

type Props = { readonly filter: AuditFilter; readonly onFilterChange: (filter: AuditFilter) => void };

export function AuditFilterBar({ filter, onFilterChange }: Props): ReactElement {
  const { t } = useTranslation('audit');
  const nameAct = useActName();
  const options = groupActs().map(({ noun, acts }) => ({
    // `as`: a test holds the texts to the nouns of the contract.
    label: t(`nouns.${noun}` as 'nouns.audit'),
    options: acts.map(act => ({ value: act, label: nameAct(act) })),
  }));
  const dayField = (name: 'from' | 'until', key: 'fromDay' | 'untilDay'): ReactElement => (
    <label className={styles['day']}>
      {t(`filter.${name}`)}
      <Input
        type="date"
        max="9999-12-31"
        value={filter[key] ?? ''}
        onChange={event => {
          onFilterChange({ ...filter, [key]: event.target.value === '' ? null : event.target.value });
        }}
      />
    </label>
  );
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
          onChange={event => {
            onFilterChange({ ...filter, text: event.target.value });
          }}
        />
        <Select
          className={styles['act'] ?? ''}
          aria-label={t('filter.act')}
          placeholder={t('filter.anyAct')}
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          virtual={false}
          options={options}
          value={filter.act}
          onChange={(act: string | undefined) => {
            onFilterChange({ ...filter, act: act ?? null });
          }}
        />
        {dayField('from', 'fromDay')}
        {dayField('until', 'untilDay')}
        <Button
          disabled={!isFiltering(filter)}
          onClick={() => {
            onFilterChange(noFilter);
          }}
        >
          {t('filter.clear')}
        </Button>
      </Toolbar>
    </div>
  );
}
