import { Button, Checkbox, Input } from 'antd';
import { useId, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { PartnerFingerprints } from '#shared/domain/partner';
import { useAct } from '../../api/use-act.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { groupFingerprint } from '../../ui/fingerprint.ts';
import { FormField } from '../../ui/form-field.tsx';
import { FormFrame } from '../../ui/form-frame.tsx';
import styles from './partners.module.css';

type Props = { readonly onDone: (name: string) => void; readonly onClose: () => void };

/** Pasted, read, compared, and only then added. */
export function PartnerForm({ onDone, onClose }: Props): ReactElement {
  const { t } = useTranslation('partners');
  const id = useId();
  const [name, setName] = useState('');
  const [senderKey, setSenderKey] = useState('');
  const [recipientKey, setRecipientKey] = useState('');
  const [isCompared, setIsCompared] = useState(false);
  const reading = useAct('partners.read');
  const adding = useAct('partners.add', (_answer, { name: added }) => { onDone(added); });
  const keys = { senderKey: orNull(senderKey), recipientKey: orNull(recipientKey) };
  const hasKey = keys.senderKey !== null || keys.recipientKey !== null;
  const change = (set: (text: string) => void) => (text: string): void => {
    set(text);
    setIsCompared(false);
    reading.reset();
  };
  const canSubmit = name.trim() !== '' && reading.data !== undefined && isCompared;
  return (
    <FormFrame title={t('add')} lead={t('addLead')} submit={t('save')} canSubmit={canSubmit} isPending={adding.isPending} error={adding.error} state={canSubmit ? '' : t('waiting')} onSubmit={() => { adding.mutate({ name, ...keys }); }} onClose={onClose}>
      <FormField id={`${id}-name`} label={t('name')}>
        <Input id={`${id}-name`} autoFocus autoComplete="off" maxLength={60} placeholder={t('nameHint')} value={name} onChange={event => { setName(event.target.value); }} />
      </FormField>
      <KeyField id={`${id}-sender`} label={t('senderKey')} value={senderKey} onChange={change(setSenderKey)} />
      <KeyField id={`${id}-recipient`} label={t('recipientKey')} value={recipientKey} onChange={change(setRecipientKey)} />
      <Button disabled={!hasKey} loading={reading.isPending} onClick={() => { reading.mutate(keys); }}>{t('check')}</Button>
      <ErrorNotice error={reading.error} />
      {reading.data ? (
        <>
          <Fingerprints {...reading.data} />
          <Checkbox checked={isCompared} onChange={event => { setIsCompared(event.target.checked); }}>{t('compared')}</Checkbox>
        </>
      ) : null}
    </FormFrame>
  );
}

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());

type FieldProps = { readonly id: string; readonly label: string; readonly value: string; readonly onChange: (text: string) => void };

function KeyField({ id, label, value, onChange }: FieldProps): ReactElement {
  return (
    <FormField id={id} label={label}>
      <Input.TextArea id={id} className={styles['digits'] ?? ''} autoComplete="off" spellCheck={false} rows={2} maxLength={300} value={value} onChange={event => { onChange(event.target.value); }} />
    </FormField>
  );
}

function Fingerprints({ sender, recipient }: PartnerFingerprints): ReactElement {
  const { t } = useTranslation('partners');
  const rows = [['sender', sender], ['recipient', recipient]] as const;
  return (
    <dl className={styles['own']}>
      {rows.map(([kind, digits]) => (digits === null ? null : <div key={kind}><dt>{t(kind)}</dt><dd className={styles['digits']}>{groupFingerprint(digits).join(' ')}</dd></div>))}
    </dl>
  );
}
