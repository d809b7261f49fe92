import { DatePicker, Input, Modal } from 'antd';
import { useId, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CopyEnd, PrintCopy } from '#shared/domain/print-copy';
import type { PrintEntry } from '#shared/domain/printing';
import { useAct } from '../../api/use-act.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { FormField } from '../../ui/form-field.tsx';
import { ReasonDialog } from '../../ui/reason-dialog.tsx';
import styles from './printing.module.css';

/** What the archivist is about to register. */
export type CopyAct =
  | { readonly kind: 'check' }
  | { readonly kind: 'waste' }
  | { readonly kind: 'handOver'; readonly copy: PrintCopy }
  | { readonly kind: CopyEnd; readonly copy: PrintCopy };

type Props = { readonly entry: PrintEntry; readonly act: CopyAct; readonly onClose: () => void };

export function CopyDialog({ act, ...props }: Props): ReactElement {
  if (act.kind === 'check') return <CheckDialog {...props} />;
  if (act.kind === 'waste') return <WasteDialog {...props} />;
  if (act.kind === 'handOver') return <HandOverDialog copy={act.copy} {...props} />;
  return <EndDialog copy={act.copy} end={act.kind} {...props} />;
}

type DialogProps = Omit<Props, 'act'>;

function CheckDialog({ entry: { job }, onClose }: DialogProps): ReactElement {
  const { t } = useTranslation('printing');
  const check = useAct('printing.check', onClose);
  const texts = { title: t('checkDialog.title', { number: job.registerNumber }), reason: t('checkDialog.reason'), quick: t('checkDialog.quick'), reasons: t('checkDialog.reasons'), confirm: t('checkDialog.confirm') };
  return <ReasonDialog isOpen texts={texts} isPending={check.isPending} error={check.error} onConfirm={opinion => { check.mutate({ id: job.id, opinion }); }} onClose={onClose} />;
}

function WasteDialog({ entry: { job }, onClose }: DialogProps): ReactElement {
  const { t } = useTranslation('printing');
  const id = useId();
  const [witness, setWitness] = useState('');
  const destroy = useAct('printing.destroyWaste', onClose);
  return (
    <Modal open title={t('wasteDialog.title', { sheets: job.wasteSheets })} okText={t('entry.destroyed')} okButtonProps={{ danger: true, disabled: witness.trim() === '' }} confirmLoading={destroy.isPending} onOk={() => { destroy.mutate({ id: job.id, witness }); }} onCancel={onClose}>
      <FormField id={id} label={t('endDialog.witness')} hint={t('endDialog.consequence')}>
        <Input id={id} autoFocus maxLength={60} value={witness} onChange={event => { setWitness(event.target.value); }} />
      </FormField>
      <ErrorNotice error={destroy.error} />
    </Modal>
  );
}

function HandOverDialog({ entry: { job }, copy, onClose }: DialogProps & { readonly copy: PrintCopy }): ReactElement {
  const { t } = useTranslation('printing');
  const id = useId();
  const [receiver, setReceiver] = useState(job.operatorName);
  const [dueOn, setDueOn] = useState('');
  const handOver = useAct('printing.handOver', onClose);
  const send = (): void => { handOver.mutate({ id: job.id, number: copy.number, receiver, dueOn: dueOn === '' ? null : dueOn }); };
  return (
    <Modal open title={t('handDialog.title', { number: copy.copyNumber })} okText={t('entry.handOver')} okButtonProps={{ disabled: receiver.trim() === '' }} confirmLoading={handOver.isPending} onOk={send} onCancel={onClose}>
      <div className={styles['questions']}>
        <FormField id={`${id}-to`} label={t('handDialog.receiver')}>
          <Input id={`${id}-to`} autoFocus maxLength={60} value={receiver} onChange={event => { setReceiver(event.target.value); }} onPressEnter={send} />
        </FormField>
        <FormField id={`${id}-due`} label={t('handDialog.due')} hint={t('handDialog.dueHint')}>
          <DatePicker id={`${id}-due`} format={['YYYY-MM-DD', 'YYYYMMDD']} placeholder="YYYY-MM-DD" onChange={(_date, day) => { setDueOn(day ?? ''); }} />
        </FormField>
      </div>
      <ErrorNotice error={handOver.error} />
    </Modal>
  );
}

function EndDialog({ entry: { job }, copy, end, onClose }: DialogProps & { readonly copy: PrintCopy; readonly end: CopyEnd }): ReactElement {
  const { t } = useTranslation('printing');
  const id = useId();
  const [witness, setWitness] = useState('');
  const [note, setNote] = useState('');
  const ending = useAct('printing.endCopy', onClose);
  const isDestroyed = end === 'destroyed';
  return (
    <Modal
      open
      title={t(`endDialog.title.${end}`, { number: copy.copyNumber })}
      okText={t(`entry.${end}`)}
      okButtonProps={{ danger: isDestroyed, disabled: isDestroyed && witness.trim() === '' }}
      confirmLoading={ending.isPending}
      onOk={() => { ending.mutate({ id: job.id, number: copy.number, end, witness, note }); }}
      onCancel={onClose}
    >
      <div className={styles['questions']}>
        {isDestroyed ? (
          <FormField id={`${id}-witness`} label={t('endDialog.witness')} hint={t('endDialog.consequence')}>
            <Input id={`${id}-witness`} autoFocus maxLength={60} value={witness} onChange={event => { setWitness(event.target.value); }} />
          </FormField>
        ) : null}
        <FormField id={`${id}-note`} label={t('endDialog.note')}>
          <Input id={`${id}-note`} autoFocus={!isDestroyed} maxLength={200} value={note} onChange={event => { setNote(event.target.value); }} />
        </FormField>
      </div>
      <ErrorNotice error={ending.error} />
    </Modal>
  );
}
