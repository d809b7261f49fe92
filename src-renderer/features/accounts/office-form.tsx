import { Input, Radio } from 'antd';
import { useId, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../api/use-act.ts';
import { FormField } from '../../ui/form-field.tsx';
import { FormFrame } from '../../ui/form-frame.tsx';
import type { FormProps } from './account-detail.ts';
import styles from './accounts.module.css';
import { offices, type Office } from './rights-change.ts';

/** 三员任免: gives or takes one of the three offices; the two others must both agree. */
export function OfficeForm({ account, onDone, onClose }: FormProps): ReactElement {
  const { t } = useTranslation(['accounts', 'common']);
  const id = useId();
  const [office, setOffice] = useState<Office | null>(null);
  const [reason, setReason] = useState('');
  const proposing = useAct('accounts.proposeOffice', () => { onDone(t('done.office')); });
  return (
    <FormFrame
      title={t('office.title', { name: account.displayName })}
      lead={t('office.lead')}
      submit={t('office.submit')}
      canSubmit={office !== null && reason.trim() !== ''}
      isPending={proposing.isPending}
      error={proposing.error}
      state={<p className={styles['soft']}>{t('office.effect')}</p>}
      onSubmit={() => { if (office !== null) proposing.mutate({ id: account.id, office, isGiven: !account.roles.includes(office), reason: reason.trim() }); }}
      onClose={onClose}
    >
      <fieldset className={styles['choices']}>
        <legend>{t('office.choose')}</legend>
        <Radio.Group value={office} onChange={event => { setOffice(offices.find(known => known === event.target.value) ?? null); }}>
          {offices.map(known => (
            <Radio key={known} value={known}>
              <strong>{t(account.roles.includes(known) ? 'office.take' : 'office.give', { office: t(`role.${known}`, { ns: 'common' }) })}</strong>
              <span className={styles['meaning']}>{t(`rights.role.${known}`)}</span>
            </Radio>
          ))}
        </Radio.Group>
      </fieldset>
      <FormField id={id} label={t('rights.reasonLabel')}>
        <Input id={id} maxLength={200} placeholder={t('office.reasonPlaceholder')} value={reason} onChange={event => { setReason(event.target.value); }} />
      </FormField>
    </FormFrame>
  );
}
