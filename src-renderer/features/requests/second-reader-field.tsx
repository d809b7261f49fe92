import { Select } from 'antd';
import { useEffect, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Colleague } from '#shared/domain/account';
import type { CircleId } from '#shared/domain/circle';
import type { AccountId } from '#shared/domain/ids';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import styles from './apply-screen.module.css';
import { useColleagues } from './colleagues.ts';

/** Whom this person read with last, while the window lives: nothing about readers is written to the terminal's disk. */
const memory: { lastReaderId: AccountId | null } = { lastReaderId: null };

export function rememberReader(id: AccountId): void {
  memory.lastReaderId = id;
}

type Props = { readonly id: string; readonly value: AccountId | null; readonly onChange: (id: AccountId) => void; readonly circleId: CircleId | null };

/** Preselected: the one of last time, else the first colleague; of the circle, when it is confidential. */
export function SecondReaderField({ id, value, onChange, circleId }: Props): ReactElement {
  const { t } = useTranslation('requests');
  const { colleagues, isPending, error, refresh } = useColleagues(circleId);
  const proposed = colleagues && proposeReader(colleagues, value);
  useEffect(() => {
    if (proposed !== undefined && proposed !== value) onChange(proposed);
  }, [value, proposed, onChange]);
  if (error) return <ErrorNotice error={error} alwaysRetry onRetry={refresh} />;
  if (colleagues?.length === 0) return <p className={styles['hint']}>{t('apply.colleaguesNone')}</p>;
  return (
    <Select
      id={id}
      className={styles['medium'] ?? ''}
      placeholder={t('apply.secondReaderPlaceholder')}
      virtual={false}
      showSearch={{ optionFilterProp: 'label' }}
      loading={isPending}
      value={value}
      onChange={onChange}
      options={colleagues?.map(colleague => ({ value: colleague.id, label: colleague.displayName })) ?? []}
    />
  );
}

function proposeReader(colleagues: readonly Colleague[], chosen: AccountId | null): AccountId | undefined {
  const find = (wanted: AccountId | null): Colleague | undefined => colleagues.find(({ id }) => id === wanted);
  return (find(chosen) ?? find(memory.lastReaderId) ?? colleagues[0])?.id;
}
