import { Select } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { ManagedAccount } from '#shared/domain/administration';
import { useDesktopQuery } from '../../api/desktop.ts';
import { useDebounced } from '../../ui/debounced.ts';

type Props = { readonly id: string; readonly value: ManagedAccount | null; readonly onChange: (account: ManagedAccount | null) => void };

const searchRestMs = 250;

/** The account that the key will belong to, by name or login name. */
export function HolderField({ id, value, onChange }: Props): ReactElement {
  const { t } = useTranslation('keys');
  const [typed, setTyped] = useState('');
  const query = useDebounced(typed, searchRestMs).trim();
  const answer = useDesktopQuery('accounts.list', { query, state: 'active' }, { keepPrevious: true });
  const accounts: readonly ManagedAccount[] = answer.data?.items ?? [];
  const all = value && !accounts.some(one => one.id === value.id) ? [value, ...accounts] : accounts;
  return (
    <Select
      id={id}
      placeholder={t('register.holderHint')}
      allowClear
      autoFocus
      virtual={false}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      notFoundContent={t('register.noHolder')}
      options={all.map(one => ({ value: String(one.id), label: `${one.displayName}（${one.loginName}）${one.unitName}` }))}
      value={value ? String(value.id) : null}
      onChange={(chosen: string | undefined) => {
        onChange(all.find(one => String(one.id) === chosen) ?? null);
      }}
    />
  );
}
