import { Modal } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Batch } from '#shared/domain/intake';
import { useDesktopQuery } from '../../api/desktop.ts';
import { useAct } from '../../api/use-act.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import styles from './batch-screen.module.css';
import { useAccountWords } from './use-account-words.ts';

/** 结束交付: said before it is done, because nothing more can be added afterwards. */
export function CloseBatch({ isOpen, batch, onClose }: { readonly isOpen: boolean; readonly batch: Batch; readonly onClose: () => void }): ReactElement {
  const { t } = useTranslation('intake');
  const closing = useAct('intake.closeBatch', onClose);
  const policy = useDesktopQuery('intake.getPolicy', {}, { isEnabled: isOpen });
  const words = useAccountWords();
  const share = Math.round((policy.data?.policy.sampleShare ?? 0.05) * 100);
  return (
    <Modal open={isOpen} title={t('close.title', { number: batch.number })} okText={t('close.confirm')} okButtonProps={{ autoFocus: true }} confirmLoading={closing.isPending} onOk={() => { closing.mutate({ id: batch.id }); }} onCancel={onClose} destroyOnHidden>
      <p className={styles['accountLine']}>{words(batch)}</p>
      <ul className={styles['consequences']}>{t('close.consequences', { share }).split('|').map(line => <li key={line}>{line}</li>)}</ul>
      <ErrorNotice error={closing.error} />
    </Modal>
  );
}
