import { Button, Modal } from 'antd';
import { useState, type ReactElement, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { FormRef } from '#shared/domain/form-ref';
import { PrintJobId } from '#shared/domain/ids';
import type { SheetPrint } from '#shared/domain/sheet-print';
import { useDesktopQuery } from '../../api/desktop.ts';
import { useAct } from '../../api/use-act.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { GoodCount } from '../../ui/good-count.tsx';
import { SavedLine } from '../../ui/saved-line.tsx';
import { SecrecyMark } from '../../ui/secrecy-mark.tsx';
import { PrinterNews } from '../printing/index.ts';
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
  const [printed, setPrinted] = useState<SheetPrint | null>(null);
  const printing = useAct('forms.print', setPrinted);
  const stopping = useAct('forms.cancelPrint');
  const saving = useAct('forms.save');
  const print = (): void => {
    setPrinted(null);
    if (printers.chosen !== null) printing.mutate({ form, printJobId: PrintJobId.parse(crypto.randomUUID()), printerName: printers.chosen });
  };
  const stop = (): void => { if (printing.variables) stopping.mutate({ printJobId: PrintJobId.parse(printing.variables.printJobId) }); };
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
          {printing.isPending ? <Button loading={stopping.isPending} onClick={stop}>{t('stop')}</Button> : <Button onClick={onClose}>{t('action.close', { ns: 'common' })}</Button>}
          <Button disabled={filled === undefined} loading={saving.isPending} onClick={() => { saving.mutate({ form }); }}>{t('save')}</Button>
          <Button type="primary" disabled={!isReady || printers.chosen === null} loading={printing.isPending} onClick={print}>{t('print')}</Button>
        </>
      }
    >
      <div className={styles['dialog']}>
        <div className={styles['side']}>
          {fields}
          <PrinterField printers={printers} />
          <MissingGlyphs missing={missing} />
          <Progress isPrinting={printing.isPending} printed={printed} onCounted={setPrinted} />
          <SavedLine path={saving.data?.path} />
          <ErrorNotice error={error ?? printing.error ?? stopping.error ?? saving.error} />
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

type ProgressProps = { readonly isPrinting: boolean; readonly printed: SheetPrint | null; readonly onCounted: (print: SheetPrint) => void };

function Progress({ isPrinting, printed, onCounted }: ProgressProps): ReactElement | null {
  if (isPrinting) return <PrinterNews />;
  return printed ? <Printed print={printed} onCounted={onCounted} /> : null;
}

/** What came of it, with its number in the register; after trouble the person counts. */
function Printed({ print, onCounted }: { readonly print: SheetPrint; readonly onCounted: (print: SheetPrint) => void }): ReactElement {
  const { t } = useTranslation('forms');
  const counting = useAct('sheetPrints.count', onCounted);
  const { registerNumber: number, sheetCount, goodSheets, outcome } = print;
  if (print.state === 'done') return <p role="status">{t('printed', { number, good: goodSheets ?? 0, count: sheetCount })}</p>;
  return (
    <>
      <p role="status">{t(`outcome.${outcome ?? 'failed'}`, { number })}</p>
      <GoodCount label={t('good', { most: sheetCount })} hintOf={good => (good === 0 ? t('noneGood') : t('lastGood', { number: good }))} most={sheetCount} confirm={t('confirmGood')} isSaving={counting.isPending} onCount={good => { counting.mutate({ id: print.id, goodSheets: good }); }} />
      <ErrorNotice error={counting.error} />
    </>
  );
}
