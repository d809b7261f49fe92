import { Button, DatePicker, Input, Select } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Toolbar } from '../../ui/page-header.tsx';
import { useActName } from './act-name.ts';
import { groupActs } from './audit-acts.ts';
import { isFiltering, type AuditFilter } from './audit-filter.ts';
import styles from './audit-screen.module.css';

export const searchFieldId = 'audit-search';

type Props = {
  readonly filter: AuditFilter;
  /** Grows each time the filter is cleared. */
  readonly round: number;
  readonly onFilterChange: (filter: AuditFilter) => void;
  readonly onClear: () => void;
};

export function AuditFilterBar({ filter, round, onFilterChange, onClear }: Props): ReactElement {
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
      <DatePicker
        // Emptied by being made anew: its own value is a date object that nothing else here needs.
        key={round}
        className={styles['picker'] ?? ''}
        format={['YYYY-MM-DD', 'YYYYMMDD', 'YYYY.M.D', 'YYYY/M/D']}
        placeholder="YYYY-MM-DD"
        onChange={(_date, text) => {
          onFilterChange({ ...filter, [key]: text === '' ? null : text });
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
        <Button disabled={!isFiltering(filter)} onClick={onClear}>
          {t('filter.clear')}
        </Button>
      </Toolbar>
    </div>
  );
}
