import { Input } from 'antd';
import { useId, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesktopQuery } from '../../api/desktop.ts';
import { useAct } from '../../api/use-act.ts';
import { FormField } from '../../ui/form-field.tsx';
import { FormFrame } from '../../ui/form-frame.tsx';
import { PanelDrawer } from '../../ui/panel-drawer.tsx';
import { UnitField } from '../../ui/unit-field.tsx';
import styles from './accounts.module.css';
import { cleanIdNumber, emptyAccount, findGaps } from './new-account.ts';

type Props = { readonly isOpen: boolean; readonly onDone: (sentence: string) => void; readonly onClose: () => void };

export function NewAccountDrawer({ isOpen, onDone, onClose }: Props): ReactElement {
  const { t } = useTranslation('accounts');
  return (
    <PanelDrawer isOpen={isOpen} size={680} title={t('drawer.title')} onClose={onClose}>
      {isOpen ? <NewAccountForm onDone={onDone} onClose={onClose} /> : null}
    </PanelDrawer>
  );
}

/** Proposes an account without rights. */
function NewAccountForm({ onDone, onClose }: Omit<Props, 'isOpen'>): ReactElement {
  const { t } = useTranslation('accounts');
  const id = useId();
  const units = useDesktopQuery('units.list', {});
  const [account, setAccount] = useState(emptyAccount);
  const gaps = findGaps(account);
  const proposing = useAct('accounts.propose', () => { onDone(t('done.create', { name: account.displayName.trim() })); });
  const submit = (): void => {
    if (account.unitId === null) return;
    proposing.mutate({
      loginName: account.loginName.trim(),
      displayName: account.displayName.trim(),
      unitId: account.unitId,
      idNumber: cleanIdNumber(account.idNumber),
      reason: account.reason.trim(),
    });
  };
  const text = (key: 'displayName' | 'loginName' | 'idNumber' | 'reason', more: { readonly hint?: string; readonly placeholder?: string; readonly autoFocus?: boolean } = {}): ReactElement => (
    <FormField id={`${id}-${key}`} label={t(`new.${key}`)} hint={more.hint}>
      <Input
        id={`${id}-${key}`}
        autoFocus={more.autoFocus ?? false}
        autoComplete="off"
        maxLength={key === 'reason' ? 200 : key === 'displayName' ? 60 : 40}
        {...(more.placeholder === undefined ? {} : { placeholder: more.placeholder })}
        {...(more.hint === undefined ? {} : { 'aria-describedby': `${id}-${key}-hint` })}
        value={account[key]}
        onChange={event => { setAccount({ ...account, [key]: event.target.value }); }}
      />
    </FormField>
  );
  return (
    <FormFrame
      title={t('new.title')}
      lead={t('new.lead')}
      submit={t('new.submit')}
      canSubmit={gaps.length === 0}
      isPending={proposing.isPending}
      error={proposing.error ?? units.error}
      state={<p className={styles['soft']}>{gaps.length === 0 ? t('new.gap.ready') : t('new.gap.label', { gaps: gaps.map(gap => t(`new.gap.${gap}`)).join(t('separator')) })}</p>}
      onSubmit={submit}
      onClose={onClose}
    >
      {text('displayName', { autoFocus: true })}
      {text('loginName', { hint: t('new.loginNameHint') })}
      <FormField id={`${id}-unit`} label={t('new.unit')}>
        <UnitField id={`${id}-unit`} label={t('new.unit')} units={units.data?.units ?? []} value={account.unitId} isRequired onChange={unitId => { setAccount({ ...account, unitId }); }} />
      </FormField>
      {text('idNumber', { hint: t('new.idNumberHint') })}
      {text('reason', { placeholder: t('new.reasonPlaceholder') })}
    </FormFrame>
  );
}
