import { SearchOutlined } from '@ant-design/icons';
import { Button, Input, Select, type InputRef } from 'antd';
import type { ReactElement, RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { AccountState } from '#shared/domain/administration';
import { useDesktopQuery } from '../../api/desktop.ts';
import { UnitField } from '../../ui/unit-field.tsx';
import { isAsking, narrow, openQuestion, type AccountQuestion } from './account-question.ts';
import styles from './accounts.module.css';

type Props = {
  readonly question: AccountQuestion;
  readonly onChange: (question: AccountQuestion) => void;
  readonly box: RefObject<InputRef | null>;
  /** ↓ in the search box goes to the list. */
  readonly onDown: () => void;
};

export function AccountFilters({ question, onChange, box, onDown }: Props): ReactElement {
  const { t } = useTranslation('accounts');
  const units = useDesktopQuery('units.list', {});
  return (
    <search className={styles['filters']}>
      <Input
        ref={box}
        prefix={<SearchOutlined />}
        aria-label={t('search.label')}
        placeholder={t('search.placeholder')}
        maxLength={60}
        allowClear
        autoFocus
        value={question.query}
        onChange={event => { onChange(narrow(question, { query: event.target.value })); }}
        onKeyDown={event => {
          if (event.key !== 'ArrowDown' && event.key !== 'Enter') return;
          event.preventDefault();
          onDown();
        }}
      />
      <UnitField label={t('filter.unit')} units={units.data?.units ?? []} value={question.unitId} onChange={unitId => { onChange(narrow(question, { unitId })); }} />
      <Select
        aria-label={t('filter.state')}
        placeholder={t('filter.state')}
        allowClear
        value={question.state}
        options={AccountState.options.map(value => ({ value, label: t(`state.${value}`) }))}
        onChange={(state: AccountState | undefined) => { onChange(narrow(question, { state: state ?? null })); }}
      />
      <Button type="text" disabled={!isAsking(question)} onClick={() => { onChange(openQuestion); box.current?.focus(); }}>
        {t('filter.clear')}
      </Button>
    </search>
  );
}
