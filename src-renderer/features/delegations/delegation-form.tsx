import { Button, DatePicker, Input, Select } from 'antd';
import { useId, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountId } from '#shared/domain/ids';
import { useDesktopQuery } from '../../api/desktop.ts';
import { useAct } from '../../api/use-act.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { FormField } from '../../ui/form-field.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { dayOf, toPeriod, type Days } from './delegation-period.ts';
import styles from './delegations.module.css';

/** To whom, for which days, and why: read later beside each decision taken in one's place. */
export function DelegationForm({ onDone }: { readonly onDone: (sentence: string) => void }): ReactElement {
  const { t } = useTranslation('delegations');
  const id = useId();
  const deputies = useDesktopQuery('delegations.deputies', {});
  const [toId, setToId] = useState<AccountId | null>(null);
  const [days, setDays] = useState<Days>({ first: dayOf(Date.now()), last: '' });
  const [reason, setReason] = useState('');
  const deputy = deputies.data?.deputies.find(one => one.id === toId);
  const act = useAct('delegations.create', () => { onDone(t('form.done', { name: deputy?.displayName ?? '' })); });
  const isComplete = toId !== null && reason.trim() !== '' && days.last >= days.first;
  const submit = (): void => {
    const period = toPeriod(days, Date.now());
    if (toId !== null && period && !act.isPending) act.mutate({ toId, ...period, reason: reason.trim() });
  };
  return (
    <form className={styles['form']} onSubmit={event => { event.preventDefault(); submit(); }}>
      <PageHeader
        title={t('form.title')}
        lead={t('form.lead')}
        primary={<Button type="primary" htmlType="submit" disabled={!isComplete} loading={act.isPending}>{t('form.submit')}</Button>}
      />
      <div className={styles['panel']}>
        <FormField id={`${id}-to`} label={t('form.to')}>
          <Select
            id={`${id}-to`}
            autoFocus
            virtual={false}
            showSearch={{ optionFilterProp: 'label' }}
            placeholder={t('form.toHint')}
            notFoundContent={t('form.nobody')}
            loading={deputies.isPending}
            value={toId}
            onChange={setToId}
            options={deputies.data?.deputies.map(one => ({ value: one.id, label: `${one.displayName}　${one.unitName}` })) ?? []}
          />
        </FormField>
        <div className={styles['days']}>
          <DayField id={`${id}-first`} label={t('form.first')} shown={days.first} onChange={first => { setDays({ ...days, first }); }} />
          <DayField id={`${id}-last`} label={t('form.last')} shown={days.last} onChange={last => { setDays({ ...days, last }); }} />
        </div>
        <FormField id={`${id}-reason`} label={t('form.reason')}>
          <Input id={`${id}-reason`} maxLength={200} placeholder={t('form.reasonHint')} value={reason} onChange={event => { setReason(event.target.value); }} />
        </FormField>
        <ErrorNotice error={act.error ?? deputies.error} />
      </div>
    </form>
  );
}

type DayProps = { readonly id: string; readonly label: string; readonly shown: string; readonly onChange: (day: string) => void };

function DayField({ id, label, shown, onChange }: DayProps): ReactElement {
  return (
    <FormField id={id} label={label}>
      <DatePicker id={id} format={['YYYY-MM-DD', 'YYYYMMDD']} placeholder={shown === '' ? 'YYYY-MM-DD' : shown} onChange={(_date, day) => { onChange(day ?? ''); }} />
    </FormField>
  );
}
