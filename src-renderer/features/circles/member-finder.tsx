import { Select, type RefSelectProps } from 'antd';
import { useState, type ReactElement, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import type { Role } from '#shared/domain/account';
import type { ManagedAccount } from '#shared/domain/administration';
import { useDesktopQuery } from '../../api/desktop.ts';
import { useDebounced } from '../../ui/debounced.ts';
import type { Member } from './member-changes.ts';

type Props = { readonly id: string; readonly ref: Ref<RefSelectProps>; readonly isFull: boolean; readonly hasFocusFirst: boolean; readonly onFind: (member: Member) => void };

const searchRestMs = 250;
/** They see no files, whatever circle they were in. */
const administrators: readonly Role[] = ['system-administrator', 'security-officer', 'auditor'];

/** Finds an account in use by name or login name; taken, it makes room for the next one. */
export function MemberFinder({ id, ref, isFull, hasFocusFirst, onFind }: Props): ReactElement {
  const { t } = useTranslation('circles');
  const [typed, setTyped] = useState('');
  const query = useDebounced(typed, searchRestMs).trim();
  const answer = useDesktopQuery('accounts.list', { query, state: 'active' }, { keepPrevious: true });
  const accounts = (answer.data?.items ?? []).filter(mayBeMember);
  return (
    <Select
      id={id}
      ref={ref}
      placeholder={t(isFull ? 'members.full' : 'members.findHint')}
      disabled={isFull}
      autoFocus={hasFocusFirst}
      virtual={false}
      showSearch={{ filterOption: false, searchValue: typed, onSearch: setTyped }}
      loading={answer.isPending}
      notFoundContent={t('members.nobody')}
      options={accounts.map(one => ({ value: String(one.id), label: `${one.displayName}（${one.loginName}）${one.unitName}` }))}
      value={null}
      onChange={(chosen: string | null) => {
        const found = accounts.find(one => String(one.id) === chosen);
        if (found) onFind({ accountId: found.id, displayName: found.displayName, unitName: found.unitName });
        setTyped('');
      }}
    />
  );
}

function mayBeMember({ roles }: ManagedAccount): boolean {
  return !roles.some(role => administrators.includes(role));
}
