import { Input, Radio } from 'antd';
import { useId, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { IdempotencyKey, type MediumId } from '#shared/domain/ids';
import { BatchKind, type Batch } from '#shared/domain/intake';
import { useAct } from '../../api/use-act.ts';
import { FormField } from '../../ui/form-field.tsx';
import { FormFrame } from '../../ui/form-frame.tsx';
import { PanelDrawer } from '../../ui/panel-drawer.tsx';
import { SecrecyField } from '../../ui/secrecy-field.tsx';
import { RegisterMedium } from '../media/index.ts';
import styles from './intake.module.css';
import { MappingField } from './mapping-field.tsx';
import { MediumField } from './medium-field.tsx';
import { batchGaps, emptyBatch, type BatchDraft } from './new-batch.ts';

type Props = { readonly isOpen: boolean; readonly onDone: (batch: Batch) => void; readonly onClose: () => void };

/** 新建批次; a carrier that is not in the register yet is registered on the way. */
export function NewBatchDrawer({ isOpen, onDone, onClose }: Props): ReactElement {
  const { t } = useTranslation('intake');
  return (
    <PanelDrawer isOpen={isOpen} size={680} title={t('new.drawer')} onClose={onClose}>
      {isOpen ? <NewBatch onDone={onDone} onClose={onClose} /> : null}
    </PanelDrawer>
  );
}

function NewBatch({ onDone, onClose }: Omit<Props, 'isOpen'>): ReactElement {
  const [draft, setDraft] = useState(emptyBatch);
  const [isRegistering, setIsRegistering] = useState(false);
  const back = (medium?: { readonly id: MediumId }): void => {
    if (medium) setDraft({ ...draft, medium: medium.id });
    setIsRegistering(false);
  };
  if (isRegistering) return <RegisterMedium onDone={back} onClose={() => { back(); }} />;
  return <NewBatchForm draft={draft} onChange={setDraft} onRegister={() => { setIsRegistering(true); }} onDone={onDone} onClose={onClose} />;
}

type FormProps = Omit<Props, 'isOpen'> & { readonly draft: BatchDraft; readonly onChange: (draft: BatchDraft) => void; readonly onRegister: () => void };

function NewBatchForm({ draft, onChange, onRegister, onDone, onClose }: FormProps): ReactElement {
  const { t } = useTranslation('intake');
  const id = useId();
  const [key] = useState(() => IdempotencyKey.parse(crypto.randomUUID()));
  const creating = useAct('intake.createBatch', onDone);
  const gaps = batchGaps(draft);
  const change = (part: Partial<BatchDraft>): void => { onChange({ ...draft, ...part }); };
  const submit = (): void => {
    const { medium, ...rest } = draft;
    creating.mutate({ ...rest, idempotencyKey: key, mediumId: medium === 'none' ? null : medium });
  };
  const hint = t(draft.medium === 'none' ? 'new.whyHint' : 'new.noteHint');
  return (
    <FormFrame
      title={t('new.title')}
      lead={t('new.lead')}
      submit={t('new.submit')}
      canSubmit={gaps.length === 0}
      isPending={creating.isPending}
      error={creating.error}
      state={gaps.length === 0 ? t('new.ready') : t('new.gaps', { fields: gaps.map(gap => t(`new.gap.${gap}`)).join(t('separator')) })}
      onSubmit={submit}
      onClose={onClose}
    >
      <fieldset className={styles['choices']}>
        <legend>{t('new.kind')}</legend>
        <Radio.Group value={draft.kind} onChange={event => { change({ kind: BatchKind.parse(event.target.value) }); }}>
          {BatchKind.options.map(kind => <Radio key={kind} value={kind}>{t(`kind.${kind}`)}</Radio>)}
        </Radio.Group>
        <p className={styles['soft']}>{t(`kindMeaning.${draft.kind}`)}</p>
      </fieldset>
      <FormField id={`${id}-supplier`} label={t('column.supplier')}>
        <Input id={`${id}-supplier`} autoFocus autoComplete="off" maxLength={100} placeholder={t('new.supplierHint')} value={draft.supplier} onChange={event => { change({ supplier: event.target.value }); }} />
      </FormField>
      <MediumField id={`${id}-medium`} value={draft.medium} onChange={medium => { change({ medium }); }} onRegister={onRegister} />
      <FormField id={`${id}-note`} label={t(draft.medium === 'none' ? 'new.why' : 'new.note')} hint={hint}>
        <Input id={`${id}-note`} autoComplete="off" maxLength={200} aria-describedby={`${id}-note-hint`} value={draft.note} onChange={event => { change({ note: event.target.value }); }} />
      </FormField>
      <FormField id={`${id}-approval`} label={t('new.approvalNumber')} hint={t('new.approvalHint')}>
        <Input id={`${id}-approval`} autoComplete="off" maxLength={60} aria-describedby={`${id}-approval-hint`} value={draft.approvalNumber} onChange={event => { change({ approvalNumber: event.target.value }); }} />
      </FormField>
      <MappingField id={`${id}-mapping`} value={draft.mappingName} onChange={mappingName => { change({ mappingName }); }} />
      <SecrecyField id={id} value={draft.secrecy} onChange={secrecy => { change({ secrecy }); }} />
    </FormFrame>
  );
}
