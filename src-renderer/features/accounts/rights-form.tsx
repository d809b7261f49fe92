import { Checkbox, Input, Radio } from 'antd';
import { useId, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Role } from '#shared/domain/account';
import { SecrecyLevel } from '#shared/domain/secrecy';
import { useDesktopQuery } from '../../api/desktop.ts';
import { useAct } from '../../api/use-act.ts';
import { FormField } from '../../ui/form-field.tsx';
import { FormFrame } from '../../ui/form-frame.tsx';
import type { FormProps } from './account-detail.ts';
import { useRoleWords } from './account-words.tsx';
import styles from './accounts.module.css';
import { compareRights, grantableRoles, hasChange, isOffice, needsSecondPerson, offices, type RightsChange } from './rights-change.ts';

/** Rights as sentences: tick what the work needs. What will change is said below while it is ticked. */
export function RightsForm({ account, onDone, onClose }: FormProps): ReactElement {
  const { t } = useTranslation(['accounts', 'common']);
  const id = useId();
  const policy = useDesktopQuery('policy.get', {});
  const sensitive = policy.data?.policy.sensitiveRoles ?? [];
  const [roles, setRoles] = useState<readonly Role[]>(() => account.roles.filter(role => !isOffice(role)));
  const [clearance, setClearance] = useState(account.clearance);
  const [reason, setReason] = useState('');
  const change = compareRights(account, { roles, clearance });
  const proposing = useAct('accounts.proposeRights', ({ isDone }) => { onDone(t(isDone ? 'done.rights.now' : 'done.rights.waits', { name: account.displayName })); });
  const toggle = (role: Role, isOn: boolean): void => {
    setRoles(grantableRoles.filter(other => (other === role ? isOn : roles.includes(other))));
  };
  return (
    <FormFrame
      title={t('rights.title', { name: account.displayName })}
      lead={`${account.unitName}　${account.loginName}`}
      submit={t('rights.submit')}
      canSubmit={hasChange(change) && reason.trim() !== ''}
      isPending={proposing.isPending}
      error={proposing.error ?? policy.error}
      state={<ChangeSummary change={change} before={account.clearance} after={clearance} needsSecond={needsSecondPerson(change, sensitive)} />}
      onSubmit={() => { proposing.mutate({ id: account.id, roles, clearance, reason: reason.trim() }); }}
      onClose={onClose}
    >
      <fieldset className={styles['choices']}>
        <legend>{t('rights.roles')}</legend>
        <p className={styles['soft']}>{t('rights.lead')}</p>
        {grantableRoles.map((role, index) => (
          <Checkbox key={role} autoFocus={index === 0} checked={roles.includes(role)} onChange={event => { toggle(role, event.target.checked); }}>
            <strong>{t(`role.${role}`, { ns: 'common' })}</strong>
            {sensitive.includes(role) ? <> <span className={styles['mark']}>{t('rights.sensitiveMark')}</span></> : null}
            <span className={styles['meaning']}>{t(`rights.role.${role}`)}</span>
          </Checkbox>
        ))}
      </fieldset>
      <fieldset className={styles['choices']}>
        <legend>{t('rights.clearance')}</legend>
        <Radio.Group value={clearance} onChange={event => { setClearance(SecrecyLevel.parse(event.target.value)); }}>
          {SecrecyLevel.options.map(level => (
            <Radio key={level} value={level}>
              {t(`level.${level}`)} <span className={styles['soft']}>{t(`levelMeaning.${level}`)}</span>
            </Radio>
          ))}
        </Radio.Group>
      </fieldset>
      <FormField id={id} label={t('rights.reasonLabel')}>
        <Input id={id} maxLength={200} placeholder={t('rights.reasonPlaceholder')} value={reason} onChange={event => { setReason(event.target.value); }} />
      </FormField>
      <fieldset className={styles['choices']}>
        <legend>{t('rights.offices')}</legend>
        <p className={styles['soft']}>{t('rights.officesLesson')}</p>
        <div className={styles['row']}>
          {offices.map(role => (
            <Checkbox key={role} disabled checked={account.roles.includes(role)}>
              {t(`role.${role}`, { ns: 'common' })}
            </Checkbox>
          ))}
        </div>
      </fieldset>
    </FormFrame>
  );
}

type SummaryProps = { readonly change: RightsChange; readonly before: SecrecyLevel; readonly after: SecrecyLevel; readonly needsSecond: boolean };

function ChangeSummary({ change, before, after, needsSecond }: SummaryProps): ReactElement {
  const { t } = useTranslation('accounts');
  const roleWords = useRoleWords();
  if (!hasChange(change)) return <p className={styles['soft']}>{t('rights.summary.none')}</p>;
  return (
    <>
      {change.given.length > 0 ? <p>{t('rights.summary.given', { roles: roleWords(change.given) })}</p> : null}
      {change.taken.length > 0 ? <p>{t('rights.summary.taken', { roles: roleWords(change.taken) })}</p> : null}
      {change.clearance === 'same' ? null : <p>{t('rights.summary.clearance', { before: t(`level.${before}`), after: t(`level.${after}`) })}</p>}
      <p className={needsSecond ? styles['notice'] : styles['soft']}>{t(needsSecond ? 'rights.second' : 'rights.now')}</p>
    </>
  );
}
