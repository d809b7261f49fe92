import { Modal, Select } from 'antd';
import { useId, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { VolumeId } from '#shared/domain/ids';
import { useDesktopQuery } from '../../api/desktop.ts';
import { useAct } from '../../api/use-act.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { FormField } from '../../ui/form-field.tsx';
import styles from './volumes.module.css';

/** 加密档案包: the volume for another data centre, which alone can open it. */
export function SavePackage({ volumeId, onClose }: { readonly volumeId: VolumeId; readonly onClose: () => void }): ReactElement {
  const { t } = useTranslation(['volumes', 'common']);
  const id = useId();
  const listed = useDesktopQuery('intake.listPartners', {});
  const saving = useAct('volumes.savePackage');
  const [chosen, setChosen] = useState<string | null>(null);
  const partners = listed.data?.partners ?? [];
  const isSaved = saving.data !== undefined;
  return (
    <Modal
      open
      title={t('package.title')}
      okText={isSaved ? t('action.close', { ns: 'common' }) : t('package.save')}
      okButtonProps={{ disabled: chosen === null }}
      confirmLoading={saving.isPending}
      onOk={() => { if (isSaved) onClose(); else if (chosen !== null) saving.mutate({ id: volumeId, recipient: chosen }); }}
      onCancel={onClose}
    >
      <p>{t('package.lead')}</p>
      <FormField id={id} label={t('package.partner')}>
        <Select
          id={id}
          autoFocus
          className={styles['partner'] ?? ''}
          virtual={false}
          placeholder={t('package.choose')}
          value={chosen}
          options={partners.map(({ name, publicKey, fingerprint, isOwn }) => ({ value: publicKey, label: isOwn ? t('package.own', { fingerprint }) : `${name} ${fingerprint}` }))}
          onChange={setChosen}
        />
      </FormField>
      {saving.data ? <p role="status">{t('package.saved', { path: saving.data.path })}</p> : null}
      <ErrorNotice error={listed.error ?? saving.error} />
    </Modal>
  );
}
