import { Input, Select } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesktopQuery } from '../../api/desktop.ts';
import { Toolbar } from '../../ui/page-header.tsx';
import type { AuditFilter } from './audit-filter.ts';
import styles from './audit-screen.module.css';
import { OfficerField } from './officer-field.tsx';

type Props = { readonly filter: AuditFilter; readonly onFilterChange: (filter: AuditFilter) => void };

/** Exactly who, from where, what: with one of the numbers the whole log can be asked. */
export function MoreFilters({ filter, onFilterChange }: Props): ReactElement {
  const { t } = useTranslation('oversight');
  const units = useDesktopQuery('units.list', {});
  const names = [...new Set((units.data?.units ?? []).map(({ name }) => name))];
  const textField = (key: 'terminalName' | 'object' | 'archiveNumber'): ReactElement => (
    <Input
      className={styles['exact'] ?? ''}
      aria-label={t(`exact.${key}`)}
      placeholder={t(`exact.${key}`)}
      allowClear
      maxLength={60}
      value={filter[key]}
      onChange={event => { onFilterChange({ ...filter, [key]: event.target.value }); }}
    />
  );
  return (
    <Toolbar label={t('exact.label')}>
      <OfficerField value={filter.officer} onChange={officer => { onFilterChange({ ...filter, officer }); }} />
      <Select
        className={styles['unit'] ?? ''}
        aria-label={t('exact.unitName')}
        placeholder={t('exact.unitName')}
        allowClear
        showSearch
        virtual={false}
        popupMatchSelectWidth={320}
        options={names.map(name => ({ value: name, label: name }))}
        value={filter.unitName}
        onChange={(unitName: string | undefined) => { onFilterChange({ ...filter, unitName: unitName ?? null }); }}
      />
      {textField('terminalName')}
      {textField('object')}
      {textField('archiveNumber')}
    </Toolbar>
  );
}
