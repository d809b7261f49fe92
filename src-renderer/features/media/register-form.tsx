import { Input, InputNumber, Select } from 'antd';
import { useId, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { IdempotencyKey } from '#shared/domain/ids';
import { MediumKind, type Medium } from '#shared/domain/medium';
import { useAct } from '../../api/use-act.ts';
import { FieldPair, FormField } from '../../ui/form-field.tsx';
import { FormFrame } from '../../ui/form-frame.tsx';
import { SecrecyField } from '../../ui/secrecy-field.tsx';
import { emptyEntry, entryGaps, type EntryDraft } from './medium-draft.ts';
import styles from './media.module.css';

type Props = { readonly onDone: (medium: Medium) => void; readonly onClose: () => void };
type TextField = 'number' | 'serialNumber' | 'capacity' | 'contents' | 'contentsDigest' | 'purpose' | 'approvalNumber';

const longest: Readonly<Record<TextField, number>> = { number: 40, serialNumber: 60, capacity: 40, contents: 200, contentsDigest: 128, purpose: 100, approvalNumber: 60 };
const hinted: readonly TextField[] = ['number', 'contentsDigest', 'approvalNumber'];

/** One carrier and what lies on it, as the hand-over sheet says. */
export function RegisterForm({ onDone, onClose }: Props): ReactElement {
  const { t } = useTranslation('media');
  const id = useId();
  const [entry, setEntry] = useState(emptyEntry);
  const [key] = useState(() => IdempotencyKey.parse(crypto.randomUUID()));
  const registering = useAct('media.register', onDone);
  const gaps = entryGaps(entry);
  const change = (part: Partial<EntryDraft>): void => { setEntry({ ...entry, ...part }); };
  const text = (name: TextField, isFirst = false): ReactElement => (
    <FormField id={`${id}-${name}`} label={t(`field.${name}`)} hint={hinted.includes(name) ? t(`hint.${name as 'number'}`) : undefined /* `as`: only those with a hint */}>
      <Input
        id={`${id}-${name}`}
        autoFocus={isFirst}
        autoComplete="off"
        maxLength={longest[name]}
        {...(hinted.includes(name) ? { 'aria-describedby': `${id}-${name}-hint` } : {})}
        value={entry[name]}
        onChange={event => { change({ [name]: event.target.value }); }}
      />
    </FormField>
  );
  const count = (name: 'volumes' | 'persons'): ReactElement => (
    <FormField id={`${id}-${name}`} label={t(`field.${name}`)}>
      <InputNumber id={`${id}-${name}`} className={styles['number'] ?? ''} precision={0} min={0} max={1_000_000} value={entry[name]} onChange={value => { if (value !== null) change({ [name]: value }); }} />
    </FormField>
  );
  const submit = (): void => {
    if (entry.kind !== null) registering.mutate({ ...entry, kind: entry.kind, idempotencyKey: key });
  };
  return (
    <FormFrame
      title={t('register.title')}
      lead={t('register.lead')}
      submit={t('register.submit')}
      canSubmit={gaps.length === 0}
      isPending={registering.isPending}
      error={registering.error}
      state={gaps.length === 0 ? t('register.ready') : t('gaps', { fields: gaps.map(gap => t(`field.${gap}`)).join(t('separator')) })}
      onSubmit={submit}
      onClose={onClose}
    >
      {text('number', true)}
      <FieldPair>
        <FormField id={`${id}-kind`} label={t('field.kind')}>
          <Select id={`${id}-kind`} placeholder={t('kindHint')} value={entry.kind} options={MediumKind.options.map(value => ({ value, label: t(`kind.${value}`) }))} onChange={kind => { change({ kind }); }} />
        </FormField>
        {text('capacity')}
      </FieldPair>
      {text('serialNumber')}
      <SecrecyField id={id} value={entry.secrecy} onChange={secrecy => { change({ secrecy }); }} />
      {text('contents')}
      <FieldPair>
        {count('volumes')}
        {count('persons')}
      </FieldPair>
      {text('contentsDigest')}
      <FieldPair>
        {text('purpose')}
        {text('approvalNumber')}
      </FieldPair>
    </FormFrame>
  );
}
