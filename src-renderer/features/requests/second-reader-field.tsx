import { Select } from 'antd';
import { useEffect, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Colleague } from '#shared/domain/account';
import type { CircleId } from '#shared/domain/circle';
import type { AccountId } from '#shared/domain/ids';
import { useDesktopQuery } from '../../api/desktop.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import styles from './apply-screen.module.css';

/** Whom this person read with last, while the window lives: nothing about readers is written to the terminal's disk. */
const memory: { lastReaderId: AccountId | null } = { lastReaderId: null };

export function rememberReader(id: AccountId): void {
  memory.lastReaderId = id;
}

type Props = { readonly id: string; readonly value: AccountId | null; readonly onChange: (id: AccountId) => void; readonly circleId: CircleId | null };

/** Preselected: the one of last time, else the first colleague; of the circle, when it is confidential. */
export function SecondReaderField({ id, value, onChange, circleId }: Props): ReactElement {
  const { t } = useTranslation('requests');
  const answer = useDesktopQuery('requests.colleagues', {});
  const colleagues = useColleagues(answer.data?.colleagues, circleId);
  const proposed = colleagues && proposeReader(colleagues, value);
  useEffect(() => {
    if (proposed !== undefined && proposed !== value) onChange(proposed);
  }, [value, proposed, onChange]);
  if (answer.error) return <ErrorNotice error={answer.error} alwaysRetry onRetry={() => void answer.refetch()} />;
  if (colleagues?.length === 0) return <p className={styles['hint']}>{t('apply.colleaguesNone')}</p>;
  return (
    <Select
      id={id}
      className={styles['medium'] ?? ''}
      placeholder={t('apply.secondReaderPlaceholder')}
      virtual={false}
      showSearch={{ optionFilterProp: 'label' }}
      loading={answer.isPending}
      value={value}
      onChange={onChange}
      options={colleagues?.map(colleague => ({ value: colleague.id, label: colleague.displayName })) ?? []}
    />
  );
}

function useColleagues(ofUnit: readonly Colleague[] | undefined, circleId: CircleId | null): readonly Colleague[] | undefined {
  const circles = useDesktopQuery('requests.circles', {}).data?.circles;
  return circleId === null ? ofUnit : circles?.find(({ id }) => id === circleId)?.colleagues;
}

function proposeReader(colleagues: readonly Colleague[], chosen: AccountId | null): AccountId | undefined {
  const find = (wanted: AccountId | null): Colleague | undefined => colleagues.find(({ id }) => id === wanted);
  return (find(chosen) ?? find(memory.lastReaderId) ?? colleagues[0])?.id;
}
