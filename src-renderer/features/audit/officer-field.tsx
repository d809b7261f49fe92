import { Select } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Officer } from '#shared/domain/oversight';
import { useDesktopQuery } from '../../api/desktop.ts';
import { useDebounced } from '../../ui/debounced.ts';
import styles from './audit-screen.module.css';

export type ChosenOfficer = Pick<Officer, 'id' | 'displayName'>;
type Props = { readonly value: ChosenOfficer | null; readonly onChange: (officer: ChosenOfficer | null) => void };

const searchRestMs = 250;

/** One account, by the beginning of its name or login name. */
export function OfficerField({ value, onChange }: Props): ReactElement {
  const { t } = useTranslation('oversight');
  const [typed, setTyped] = useState('');
  const query = useDebounced(typed, searchRestMs).trim();
  const answer = useDesktopQuery('audit.officers', { query: query || '-' }, { isEnabled: query !== '', keepPrevious: true });
  const officers: readonly Officer[] = query === '' ? [] : (answer.data?.officers ?? []);
  const options = officers.map(({ id, displayName, loginName, unitName }) => ({ value: String(id), label: `${displayName}（${loginName}）${unitName}` }));
  const chosen = value && !officers.some(({ id }) => id === value.id) ? [{ value: String(value.id), label: value.displayName }] : [];
  return (
    <Select
      className={styles['officer'] ?? ''}
      aria-label={t('officer.label')}
      placeholder={t('officer.label')}
      allowClear
      virtual={false}
      popupMatchSelectWidth={360}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      notFoundContent={query === '' ? t('officer.type') : t('officer.none')}
      options={[...chosen, ...options]}
      value={value ? String(value.id) : null}
      onChange={(id: string | undefined) => {
        const officer = officers.find(one => String(one.id) === id);
        onChange(officer ? { id: officer.id, displayName: officer.displayName } : null);
      }}
    />
  );
}
