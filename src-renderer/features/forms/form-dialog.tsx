import { Button, Modal } from 'antd';
import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { FormRef } from '#shared/domain/forms/forms';
import { useDesktopQuery } from '../../api/desktop.ts';
import { useAct } from '../../api/use-act.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { SavedLine } from '../../ui/saved-line.tsx';
import { SecrecyMark } from '../../ui/secrecy-mark.tsx';
import { FormPreview } from './form-sheets.tsx';
import styles from './forms.module.css';
import { MissingGlyphs } from './missing-glyphs.tsx';
import { PrinterField, usePrinters } from './printer-field.tsx';

type Props = {
  readonly form: FormRef;
  /** Why there is nothing to print yet. */
  readonly gap?: string | undefined;
  /** What is chosen of the form, above the printer. */
  readonly fields?: ReactNode;
  readonly onClose: () => void;
};

/** A form in view: look, then print it or keep it as PDF. */
export function FormDialog({ form, gap, fields, onClose }: Props): ReactElement {
  const { t } = useTranslation(['forms', 'common']);
  const { filled, missing, isStale, error } = useFilled(form, gap === undefined);
  const printers = usePrinters();
  const printing = useAct('forms.print');
  const saving = useAct('forms.save');
  const isReady = filled !== undefined && !isStale && missing.length === 0;
  return (
    <Modal
      open
      centered
      width={1080}
      title={<span className={styles['title']}>{t(`kind.${form.kind}`)} {filled ? <SecrecyMark secrecy={filled.secrecy} /> : null}</span>}
      onCancel={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('action.close', { ns: 'common' })}</Button>
          <Button disabled={filled === undefined} loading={saving.isPending} onClick={() => { saving.mutate({ form }); }}>{t('save')}</Button>
          <Button type="primary" disabled={!isReady || printers.chosen === null} loading={printing.isPending} onClick={() => { if (printers.chosen !== null) printing.mutate({ form, printerName: printers.chosen }); }}>{t('print')}</Button>
        </>
      }
    >
      <div className={styles['dialog']}>
        <div className={styles['side']}>
          {fields}
          <PrinterField printers={printers} />
          <MissingGlyphs missing={missing} />
          {printing.data ? <p role="status">{t(`outcome.${printing.data.state}`)}</p> : null}
          <SavedLine path={saving.data?.path} />
          <ErrorNotice error={error ?? printing.error ?? saving.error} />
        </div>
        <FormPreview filled={filled} gap={gap} />
      </div>
    </Modal>
  );
}

/** Nothing is asked for while there is nothing to fill in. */
function useFilled(form: FormRef, isEnabled: boolean) {
  const { data, isPlaceholderData: isStale, error } = useDesktopQuery('forms.get', { form }, { isEnabled, keepPrevious: true });
  return isEnabled ? { filled: data, missing: data?.missing ?? [], isStale, error } : { filled: undefined, missing: [], isStale: false, error: null };
}
