import { useQueryClient } from '@tanstack/react-query';
import { Button, InputNumber, Modal } from 'antd';
import { useId, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { plainOptions, type PrintJob } from '#shared/domain/printing';
import { missingPages } from '#shared/domain/print-copy';
import type { ViewableMaterial, ViewSession } from '#shared/domain/viewing';
import { useDesktopQuery } from '../../api/desktop.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { SecrecyMark } from '../../ui/secrecy-mark.tsx';
import { MaterialsField } from './materials-field.tsx';
import { fitOptions, PrintChoices } from './print-choices.tsx';
import { PrintOutcomeNote } from './print-outcome-note.tsx';
import { PrintPreview } from './print-preview.tsx';
import { PrinterChoice, preferPrinter } from './printer-choice.tsx';
import { SheetCount, useIsCountAsked } from './sheet-count.tsx';
import { usePrintRun } from './print-run.ts';
import styles from './printing.module.css';
import { wantedPages, writtenDown, type Wanted, type WantedPage } from './wanted-pages.ts';

type Props = { readonly session: ViewSession; /** Chosen at first; others that may be printed can join it. */ readonly material: ViewableMaterial; readonly onClose: () => void };

/** Choose, look, print: a copy is registered before the first sheet moves, and its outcome after the last. */
export function PrintDialog({ session, material, onClose }: Props): ReactElement {
  const { t } = useTranslation(['printing', 'common']);
  const id = useId();
  const [wanted, setWanted] = useState<Wanted>(new Map([[material.id, '']]));
  const [copies, setCopies] = useState(1);
  const [preferred, setPreferred] = useState<string | null>(null);
  const printers = useDesktopQuery('printing.listPrinters', {});
  const printerName = preferred ?? preferPrinter(printers.data?.printers ?? []);
  const printer = printers.data?.printers.find(({ name }) => name === printerName);
  const [options, setOptions] = useState(plainOptions);
  const printable = session.materials.filter(({ canPrint }) => canPrint);
  const chosen = wantedPages(printable, wanted);
  const run = usePrintRun();
  const queryClient = useQueryClient();
  const missing = missingOf(chosen, run.job);
  const isPrepared = run.job !== null;
  const isCountAsked = useIsCountAsked(run.job);
  const close = (): void => {
    void queryClient.invalidateQueries({ queryKey: ['printing.list'] });
    onClose();
  };
  const prepare = (): void => {
    if (chosen) run.prepare({ viewSessionId: session.id, pageIds: chosen.map(page => page.id), copies });
  };
  /** Under a number of their own; they join the sheets that are kept. */
  const printMissing = (): void => {
    setWanted(writtenDown(missing));
    setCopies(1);
    run.abandon();
  };
  const form = (
    <div className={styles['form']}>
      {/* While sheets are counted nothing can be chosen, and the room is the count's. */}
      <div className={styles['fields']} hidden={isCountAsked}>
        <MaterialsField materials={printable} wanted={wanted} isDisabled={isPrepared} onChange={setWanted} onEnter={prepare} />
        <div className={styles['field']}>
          <label htmlFor={`${id}-copies`}>{t('copies')}</label>
          <InputNumber id={`${id}-copies`} disabled={isPrepared} min={1} max={20} precision={0} value={copies} onChange={value => { setCopies(value ?? 1); }} />
        </div>
        <PrinterChoice chosen={printerName} onChoose={setPreferred} isDisabled={run.isPrinting || run.isDone} />
        <PrintChoices printer={printer} options={options} onChange={setOptions} isDisabled={run.isPrinting || run.isDone} />
      </div>
      <PrintOutcomeNote run={run} />
      <SheetCount job={run.job} onCounted={run.take} />
      <ErrorNotice error={run.error} />
    </div>
  );
  return (
    <Modal
      open
      width={1120}
      centered
      title={<span className={styles['title']}>{t('dialog.title')} <SecrecyMark secrecy={session.secrecy} /></span>}
      mask={{ closable: false }}
      onCancel={close}
      footer={<Buttons run={run} canPrepare={chosen !== undefined} canPrint={printerName !== null} missing={missing.length} onReprint={printMissing} onPrepare={prepare} onPrint={() => { if (printerName !== null) run.print(printerName, fitOptions(options, printer)); }} onClose={close} />}
    >
      <div className={styles['dialog']}>
        {form}
        <div className={styles['preview']}>
          {run.job ? <PrintPreview id={run.job.id} /> : <EmptyState title={t('preview.title')}>{t('preview.lesson')}</EmptyState>}
        </div>
      </div>
    </Modal>
  );
}

/** Pages that the last copy lacks, once somebody has counted. */
function missingOf(chosen: readonly WantedPage[] | undefined, job: PrintJob | null): readonly WantedPage[] {
  return missingPages(chosen ?? [], job?.goodSheets ?? 0);
}

type ButtonsProps = {
  readonly run: ReturnType<typeof usePrintRun>;
  readonly canPrepare: boolean;
  readonly canPrint: boolean;
  /** Sheets that the last copy lacks, once somebody has counted. */
  readonly missing: number;
  readonly onReprint: () => void;
  readonly onPrint: () => void;
  readonly onPrepare: () => void;
  readonly onClose: () => void;
};

/** One primary button at each step. */
function Buttons({ run, canPrepare, canPrint, missing, onReprint, onPrepare, onPrint, onClose }: ButtonsProps): ReactElement {
  const { t } = useTranslation(['printing', 'common']);
  if (run.isDone && missing > 0) {
    return (
      <>
        <Button onClick={onClose}>{t('action.close', { ns: 'common' })}</Button>
        <Button type="primary" onClick={onReprint}>{t('printMissing', { count: missing })}</Button>
      </>
    );
  }
  if (run.isDone) return <Button type="primary" autoFocus onClick={onClose}>{t('action.close', { ns: 'common' })}</Button>;
  if (run.job === null) {
    return (
      <>
        <Button onClick={onClose}>{t('action.cancel', { ns: 'common' })}</Button>
        <Button type="primary" disabled={!canPrepare} loading={run.isPreparing} onClick={onPrepare}>{t('prepare')}</Button>
      </>
    );
  }
  return (
    <>
      {run.isPrinting ? <Button onClick={run.cancel}>{t('cancelPrint')}</Button> : <Button onClick={run.abandon}>{t('chooseAgain')}</Button>}
      <Button type="primary" disabled={!canPrint} loading={run.isPrinting} onClick={onPrint}>
        {t('print')}
      </Button>
    </>
  );
}
