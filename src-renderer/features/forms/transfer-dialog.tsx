import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button, Input, InputNumber, Modal } from 'antd';
import { useId, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { TransferNoticeId } from '#shared/domain/form-ref';
import { TransferDraft } from '#shared/domain/forms/forms';
import { IdempotencyKey, type PersonId } from '#shared/domain/ids';
import { callDesktop, useDesktopQuery } from '../../api/desktop.ts';
import { useAct } from '../../api/use-act.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { FormField } from '../../ui/form-field.tsx';
import { FormDialog } from './form-dialog.tsx';
import { FormPreview } from './form-sheets.tsx';
import styles from './forms.module.css';
import { MissingGlyphs } from './missing-glyphs.tsx';

type Props = { readonly personId: PersonId; readonly onClose: () => void };
type Words = Pick<TransferDraft, 'toUnit' | 'reason' | 'materials'>;

/** 转递通知单: filled in with its three parts in view, numbered when it is issued, then printed like every form. */
export function TransferDialog({ personId, onClose }: Props): ReactElement {
  const { t } = useTranslation(['forms', 'common']);
  const [key] = useState(() => IdempotencyKey.parse(crypto.randomUUID()));
  const [issued, setIssued] = useState<TransferNoticeId | null>(null);
  const [words, setWords] = useState<Words>({ toUnit: '', reason: '', materials: 0 });
  const volumes = useVolumeCounts(personId);
  const draft: TransferDraft = { personId, ...words, ...volumes };
  const isWhole = TransferDraft.safeParse(draft).success;
  const preview = usePreview(draft);
  const missing = preview.data?.missing ?? [];
  const issuing = useAct('forms.issueTransfer', ({ id }) => { setIssued(id); });
  if (issued !== null) return <FormDialog form={{ kind: 'transfer-notice', id: issued }} onClose={onClose} />;
  return (
    <Modal
      open
      centered
      width={1080}
      title={t('kind.transfer-notice')}
      mask={{ closable: false }}
      onCancel={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('action.cancel', { ns: 'common' })}</Button>
          <Button type="primary" disabled={!isWhole || missing.length > 0} loading={issuing.isPending} onClick={() => { issuing.mutate({ ...draft, idempotencyKey: key }); }}>{t('transfer.issue')}</Button>
        </>
      }
    >
      <div className={styles['dialog']}>
        <div className={styles['side']}>
          <TransferFields words={words} onChange={setWords} />
          <p className={styles['lesson']}>{t('transfer.volumes', volumes)}</p>
          <MissingGlyphs missing={missing} />
          <ErrorNotice error={preview.error ?? issuing.error} />
        </div>
        <FormPreview filled={preview.data} />
      </div>
    </Modal>
  );
}

function useVolumeCounts(personId: PersonId): Pick<TransferDraft, 'originals' | 'duplicates'> {
  const volumes = useDesktopQuery('people.get', { id: personId }).data?.volumes ?? [];
  const count = (kind: 'original' | 'duplicate'): number => volumes.filter(volume => volume.kind === kind).length;
  return { originals: count('original'), duplicates: count('duplicate') };
}

/** What is not filled in yet is shown as a line to fill in. */
function usePreview(draft: TransferDraft) {
  const shown = { ...draft, toUnit: draft.toUnit.trim() || '＿＿＿＿', reason: draft.reason.trim() || '＿＿' };
  return useQuery({ queryKey: ['forms.previewTransfer', shown], queryFn: () => callDesktop('forms.previewTransfer', shown), placeholderData: keepPreviousData, gcTime: 0 });
}

function TransferFields({ words, onChange }: { readonly words: Words; readonly onChange: (words: Words) => void }): ReactElement {
  const { t } = useTranslation('forms');
  const id = useId();
  return (
    <>
      <FormField id={`${id}-unit`} label={t('transfer.toUnit')}>
        <Input id={`${id}-unit`} autoFocus maxLength={60} value={words.toUnit} onChange={event => { onChange({ ...words, toUnit: event.target.value }); }} />
      </FormField>
      <FormField id={`${id}-reason`} label={t('transfer.reason')}>
        <Input id={`${id}-reason`} maxLength={60} value={words.reason} onChange={event => { onChange({ ...words, reason: event.target.value }); }} />
      </FormField>
      <FormField id={`${id}-materials`} label={t('transfer.materials')}>
        <InputNumber id={`${id}-materials`} min={0} max={999} precision={0} value={words.materials} onChange={value => { onChange({ ...words, materials: value ?? 0 }); }} />
      </FormField>
    </>
  );
}
