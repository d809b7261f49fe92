import { Modal, Select } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import styles from './printing.module.css';
import { usePaper, type Outcome } from './use-paper.ts';

type Props = { readonly title: string; readonly send: (printerName: string) => Promise<Outcome>; readonly onClose: () => void };

/** A report or a register on paper, by a printer of this terminal. */
export function PaperDialog({ title, send, onClose }: Props): ReactElement {
  const { t } = useTranslation(['printing', 'common']);
  const { printers, chosen, choose, print, isPrinting, outcome, error } = usePaper(send);
  const isDone = outcome?.state === 'completed';
  return (
    <Modal
      open
      title={title}
      okText={isDone ? t('action.close', { ns: 'common' }) : t('paper.print')}
      okButtonProps={{ disabled: chosen === null }}
      confirmLoading={isPrinting}
      onOk={isDone ? onClose : print}
      onCancel={onClose}
      footer={(_usual, { OkBtn, CancelBtn }) => (isDone ? <OkBtn /> : <><CancelBtn /><OkBtn /></>)}
    >
      <Select
        aria-label={t('printer.label')}
        className={styles['printer'] ?? ''}
        virtual={false}
        placeholder={t('paper.noPrinter')}
        options={printers.map(({ name, description }) => ({ value: name, label: description || name }))}
        value={chosen}
        onChange={choose}
      />
      {outcome ? <p role="status">{t(`paper.outcome.${outcome.state}`)}</p> : null}
      <ErrorNotice error={error} />
    </Modal>
  );
}
