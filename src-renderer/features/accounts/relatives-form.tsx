import { AutoComplete, Button, Input } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Relative } from '#shared/domain/administration';
import { useAct } from '../../api/use-act.ts';
import { FormFrame } from '../../ui/form-frame.tsx';
import type { FormProps } from './account-detail.ts';
import styles from './accounts.module.css';
import { emptyRelative, filledRelatives, findProblem, withKnownNumbers } from './relatives-list.ts';

/** 回避名单: whose files stay closed to this account, by identity number. */
export function RelativesForm({ account, onDone, onClose }: FormProps): ReactElement {
  const { t } = useTranslation('accounts');
  const name = account.displayName;
  const [rows, setRows] = useState<readonly Relative[]>(() => [...account.relatives.map(relative => ({ ...relative, idNumber: '' })), emptyRelative]);
  const problem = findProblem(rows, account.relatives);
  const relatives = filledRelatives(rows);
  const saving = useAct('accounts.setRelatives', () => { onDone(t('done.relatives', { name })); });
  const change = (index: number, next: Partial<Relative>): void => {
    setRows(rows.map((row, place) => (place === index ? { ...row, ...next } : row)));
  };
  const field = (index: number, key: keyof Relative): { readonly value: string; readonly 'aria-label': string } => ({
    value: rows[index]?.[key] ?? '',
    'aria-label': `${t('relatives.row', { number: index + 1 })} ${t(`relatives.column.${key}`)}`,
  });
  return (
    <FormFrame
      title={t('relatives.title', { name })}
      lead={t('relatives.lead')}
      submit={t('relatives.save')}
      canSubmit={problem === undefined && (relatives.length > 0 || account.relatives.length > 0)}
      isPending={saving.isPending}
      error={saving.error}
      state={problem ? <p className={styles['notice']}>{t(`relatives.problem.${problem.kind}`, { number: problem.number })}</p> : null}
      onSubmit={() => { saving.mutate({ id: account.id, relatives: withKnownNumbers(relatives, account.relatives) }); }}
      onClose={onClose}
    >
      {account.relatives.length > 0 ? <p className={styles['notice']}>{t('relatives.replaces')}</p> : <p className={styles['soft']}>{t('relatives.knownNone')}</p>}
      <ol className={styles['relatives']}>
        {rows.map((_row, index) => (
          // Rows have no identity but their place.
          <li key={String(index)}>
            <Input {...field(index, 'name')} placeholder={t('relatives.column.name')} maxLength={60} onChange={event => { change(index, { name: event.target.value }); }} />
            <AutoComplete
              {...field(index, 'relation')}
              placeholder={t('relatives.column.relation')}
              maxLength={20}
              options={t('relatives.relations').split('|').map(value => ({ value }))}
              onChange={(relation: string) => { change(index, { relation }); }}
            />
            <Input {...field(index, 'idNumber')} placeholder={t('relatives.column.idNumber')} maxLength={20} autoComplete="off" onChange={event => { change(index, { idNumber: event.target.value }); }} />
            <Button type="text" aria-label={t('relatives.remove', { number: index + 1 })} onClick={() => { setRows(rows.filter((_other, place) => place !== index)); }}>
              {t('relatives.removeShort')}
            </Button>
          </li>
        ))}
      </ol>
      <div><Button onClick={() => { setRows([...rows, emptyRelative]); }}>{t('relatives.add')}</Button></div>
    </FormFrame>
  );
}
