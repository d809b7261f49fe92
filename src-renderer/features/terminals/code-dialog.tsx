import { Modal } from 'antd';
import { useId, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { UnitId } from '#shared/domain/ids';
import { useDesktopQuery } from '../../api/desktop.ts';
import { useAct } from '../../api/use-act.ts';
import { formatDateTime } from '../../ui/date-time.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { OneTimeSecret } from '../../ui/one-time-secret.tsx';
import { UnitField } from '../../ui/unit-field.tsx';
import styles from './terminals.module.css';

type Told = { readonly code: string; readonly lesson: string };

/** Makes a one-time code for one terminal of one unit, and tells it once. */
export function CodeDialog({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }): ReactElement {
  const { t } = useTranslation('terminals');
  const id = useId();
  const units = useDesktopQuery('units.list', {}, { isEnabled: isOpen });
  const [unitId, setUnitId] = useState<UnitId | null>(null);
  const [told, setTold] = useState<Told | null>(null);
  const unitName = units.data?.units.find(unit => unit.id === unitId)?.name ?? '';
  const making = useAct('terminals.createCode', ({ code, expiresAt }) => {
    setTold({ code, lesson: t('codeDialog.told', { unit: unitName, at: formatDateTime(expiresAt) }) });
    onClose();
  });
  return (
    <>
      <Modal
        open={isOpen}
        title={t('codeDialog.title')}
        okText={t('codeDialog.make')}
        okButtonProps={{ disabled: unitId === null }}
        confirmLoading={making.isPending}
        onOk={() => { if (unitId !== null) making.mutate({ unitId }); }}
        onCancel={onClose}
        destroyOnHidden
      >
        <div className={styles['sheet']}>
          <p>{t('codeDialog.lesson')}</p>
          <label htmlFor={id}>{t('codeDialog.unit')}</label>
          <UnitField id={id} label={t('codeDialog.unit')} units={units.data?.units ?? []} value={unitId} isRequired onChange={setUnitId} />
          <ErrorNotice error={making.error ?? units.error} />
        </div>
      </Modal>
      <OneTimeSecret title={t('codeDialog.toldTitle')} lesson={told?.lesson ?? ''} secret={told?.code} onClose={() => { setTold(null); making.reset(); }} />
    </>
  );
}
