import { Button, Input, Radio } from 'antd';
import { useId, useState, type ReactElement, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { DesktopApi } from '#shared/contract/desktop-api';
import type { ManagedAccount } from '#shared/domain/administration';
import { useAct } from '../../api/use-act.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { FormField } from '../../ui/form-field.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { isPinLongEnough, KeyHint, PinField, usableKeysOf, usePresentKeys, type UsableKey } from '../session/index.ts';
import { HolderField } from './holder-field.tsx';
import styles from './keys.module.css';

type Secrets = { readonly holderPassword: string; readonly pin: string };
const noSecrets: Secrets = { holderPassword: '', pin: '' };

/** With the holder beside the officer: the key proves itself by its PIN, the holder by his password. */
export function RegisterKeyForm({ onDone }: { readonly onDone: (sentence: string) => void }): ReactElement {
  const { t } = useTranslation('keys');
  const id = useId();
  const present = usePresentKeys();
  const keys = usableKeysOf(present);
  const [holder, setHolder] = useState<ManagedAccount | null>(null);
  const [chosenId, setChosenId] = useState<string | null>(null);
  const [label, setLabel] = useState('');
  const [secrets, setSecrets] = useState(noSecrets);
  const key = keys.find(each => each.id === chosenId) ?? keys[0];
  const act = useAct('keys.registerPresent', (_answer, { loginName }) => { onDone(t('register.done', { name: holder?.displayName ?? loginName })); });
  const registration = completeRegistration({ holder, key, label, secrets });
  const submit = (): void => {
    if (registration === null || act.isPending) return;
    act.mutate(registration);
    setSecrets(noSecrets);
  };
  return (
    <form className={styles['form']} onSubmit={event => { event.preventDefault(); submit(); }}>
      <PageHeader
        title={t('register.title')}
        lead={t('register.lead')}
        primary={<Button type="primary" htmlType="submit" disabled={registration === null} loading={act.isPending}>{t('register.submit')}</Button>}
      />
      <div className={styles['panel']}>
        <FormField id={`${id}-holder`} label={t('register.holder')}>
          <HolderField id={`${id}-holder`} value={holder} onChange={setHolder} />
        </FormField>
        {key ? <PluggedKey keys={keys} chosen={key} onChoose={setChosenId} /> : <PleasePlugIn hint={<KeyHint present={present} onUseKey={() => undefined} />} isOffered={present?.isOffered ?? true} />}
        <FormField id={`${id}-label`} label={t('register.label')}>
          <Input id={`${id}-label`} value={label} maxLength={60} placeholder={t('register.labelHint')} onChange={event => { setLabel(event.target.value); }} />
        </FormField>
        <fieldset className={styles['byHolder']}>
          <legend>{t('register.byHolder')}</legend>
          <FormField id={`${id}-password`} label={t('register.password')}>
            <Input.Password
              id={`${id}-password`}
              value={secrets.holderPassword}
              maxLength={128}
              autoComplete="off"
              onChange={event => { setSecrets({ ...secrets, holderPassword: event.target.value }); }}
            />
          </FormField>
          <PinField value={secrets.pin} onChange={pin => { setSecrets({ ...secrets, pin }); }} state={key?.pinState ?? 'usual'} />
        </fieldset>
        <ErrorNotice error={act.error} />
      </div>
    </form>
  );
}

type Draft = { readonly holder: ManagedAccount | null; readonly key: UsableKey | undefined; readonly label: string; readonly secrets: Secrets };

/** Null while something is missing. */
function completeRegistration({ holder, key, label, secrets }: Draft): z.input<DesktopApi['keys.registerPresent']['input']> | null {
  if (holder === null || key === undefined || label.trim() === '') return null;
  if (secrets.holderPassword === '' || !isPinLongEnough(secrets.pin)) return null;
  return { accountId: holder.id, loginName: holder.loginName, keyId: key.id, label: label.trim(), ...secrets };
}

function PleasePlugIn({ hint, isOffered }: { readonly hint: ReactNode; readonly isOffered: boolean }): ReactElement {
  const { t } = useTranslation('keys');
  if (!isOffered) return <p className={styles['warning']}>{t('register.noDriver')}</p>;
  return (
    <div className={styles['field']} role="status">
      <span>{t('register.key')}</span>
      <p className={styles['warning']}>{t('register.plugIn')}</p>
      {hint}
    </div>
  );
}

type PluggedProps = { readonly keys: readonly UsableKey[]; readonly chosen: UsableKey; readonly onChoose: (id: string) => void };

function PluggedKey({ keys, chosen, onChoose }: PluggedProps): ReactElement {
  const { t } = useTranslation('keys');
  const id = useId();
  return (
    <div className={styles['field']}>
      <span id={id}>{t('register.key')}</span>
      <Radio.Group
        className={styles['choice'] ?? ''}
        aria-labelledby={id}
        value={chosen.id}
        onChange={event => { onChoose(String(event.target.value)); }}
        options={keys.map(key => ({ value: key.id, label: t('register.plugged', { holder: key.holder || key.tokenLabel || '—', serial: key.serial }) }))}
      />
    </div>
  );
}
