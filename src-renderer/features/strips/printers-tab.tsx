import { Button, Input, InputNumber, Select } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { TestPaper, testPapers } from '#shared/contract/strip-desk-operations';
import type { Measured } from '#shared/domain/calibration';
import { PrinterVerdict } from '#shared/domain/strip-job';
import { StripPaper } from '#shared/domain/strip-sheets';
import { useDesktopQuery } from '../../api/desktop.ts';
import { useAct } from '../../api/use-act.ts';
import { formatDateTime } from '../../ui/date-time.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { FormField } from '../../ui/form-field.tsx';
import styles from './strips.module.css';
import { useFoundPrinters, type FoundPrinters } from './use-found-printers.ts';

/** Sets a printer of this terminal right with a ruler, and tells the fleet how its make prints strips. */
export function PrintersTab(): ReactElement {
  const { t } = useTranslation('strips');
  const printers = useFoundPrinters();
  return (
    <div className={styles['halves']}>
      <section className={styles['settings']} aria-label={t('calibrate.title')}>
        <h2>{t('calibrate.title')}</h2>
        <FormField id="calibrated-printer" label={t('printer')}>
          <Select id="calibrated-printer" virtual={false} value={printers.chosen} placeholder={t('noPrinter')} options={printers.options} onChange={printers.choose} />
        </FormField>
        <ErrorNotice error={printers.error} />
        {printers.chosen === null ? null : <Calibrate key={printers.chosen} printerName={printers.chosen} />}
      </section>
      <section className={styles['settings']} aria-label={t('judge.title')}>
        <h2>{t('judge.title')}</h2>
        <Judge printers={printers} />
      </section>
    </div>
  );
}

const distances = ['leftMm', 'topMm', 'widthMm', 'heightMm'] as const;
const expectedOf = (paper: TestPaper): Measured => ({ leftMm: 15, topMm: 15, widthMm: testPapers[paper].widthMm - 30, heightMm: testPapers[paper].heightMm - 30 });

function Calibrate({ printerName }: { readonly printerName: string }): ReactElement {
  const { t } = useTranslation('strips');
  const [paper, setPaper] = useState<TestPaper>('a4');
  const [measured, setMeasured] = useState(expectedOf('a4'));
  const known = useDesktopQuery('strips.getCalibration', { printerName });
  const test = useAct('strips.printTestPage');
  const keep = useAct('strips.calibrate');
  const forget = useAct('strips.forgetCalibration');
  const print = (isCorrected: boolean): void => { test.mutate({ printerName, paper, isCorrected }); };
  const { calibration, calibratedAt } = known.data ?? {};
  return (
    <>
      <ol className={styles['steps']}>
        <li>
          <p>{t('calibrate.print')}</p>
          <div className={styles['row']}>
            <Select aria-label={t('paper')} virtual={false} value={paper} options={TestPaper.options.map(value => ({ value, label: value.toUpperCase() }))} onChange={value => { setPaper(value); setMeasured(expectedOf(value)); }} />
            <Button loading={test.isPending} onClick={() => { print(false); }}>{t('calibrate.printPage')}</Button>
          </div>
        </li>
        <li>
          <p>{t('calibrate.measure')}</p>
          <div className={styles['measures']}>
            {distances.map((name, index) => (
              <FormField key={name} id={`measured-${name}`} label={t(`calibrate.${name}`, { letter: 'ABCD'[index] ?? '', wanted: expectedOf(paper)[name] })}>
                <InputNumber id={`measured-${name}`} step={0.1} min={0} max={500} precision={1} value={measured[name]} onChange={value => { setMeasured(before => ({ ...before, [name]: value ?? 0 })); }} />
              </FormField>
            ))}
          </div>
        </li>
        <li>
          <div className={styles['row']}>
            <Button type="primary" loading={keep.isPending} onClick={() => { keep.mutate({ printerName, paper, measured }); }}>{t('calibrate.keep')}</Button>
            <Button disabled={calibratedAt == null} onClick={() => { print(true); }}>{t('calibrate.check')}</Button>
            <Button disabled={calibratedAt == null} onClick={() => { forget.mutate({ printerName }); }}>{t('calibrate.forget')}</Button>
          </div>
        </li>
      </ol>
      <ErrorNotice error={test.error ?? keep.error ?? known.error} />
      <p role="status" className={styles['lesson']}>
        {calibration === undefined || calibratedAt == null
          ? t('calibrate.none')
          : t('calibrate.known', { at: formatDateTime(calibratedAt), x: calibration.offsetXMm.toFixed(2), y: calibration.offsetYMm.toFixed(2), scaleX: (calibration.scaleX * 100).toFixed(2), scaleY: (calibration.scaleY * 100).toFixed(2) })}
      </p>
    </>
  );
}

function Judge({ printers }: { readonly printers: FoundPrinters }): ReactElement {
  const { t } = useTranslation('strips');
  const [paper, setPaper] = useState<StripPaper>('long');
  const [verdict, setVerdict] = useState<PrinterVerdict['verdict']>('right');
  const [note, setNote] = useState('');
  const all = useDesktopQuery('strips.listVerdicts', {}).data?.verdicts ?? [];
  const judge = useAct('strips.judgePrinter');
  const model = printers.printer?.model ?? '';
  return (
    <>
      <p className={styles['soft']}>{model === '' ? t('judge.noModel') : t('judge.model', { model })}</p>
      <div className={styles['pair']}>
        <FormField id="judged-paper" label={t('paper')}>
          <Select id="judged-paper" virtual={false} value={paper} options={StripPaper.options.map(value => ({ value, label: t(`papers.${value}`) }))} onChange={setPaper} />
        </FormField>
        <FormField id="judged-verdict" label={t('judge.verdict')}>
          <Select id="judged-verdict" virtual={false} value={verdict} options={PrinterVerdict.shape.verdict.options.map(value => ({ value, label: t(`verdict.${value}`) }))} onChange={setVerdict} />
        </FormField>
      </div>
      <FormField id="judged-note" label={t('judge.note')}>
        <Input id="judged-note" maxLength={200} value={note} onChange={event => { setNote(event.target.value); }} />
      </FormField>
      <div className={styles['row']}>
        <Button disabled={model === ''} loading={judge.isPending} onClick={() => { judge.mutate({ model, paper, verdict, note }); }}>{t('judge.tell')}</Button>
      </div>
      <ErrorNotice error={judge.error} />
      <ul className={styles['verdicts']} aria-label={t('judge.all')}>
        {all.map(({ model: of, unitName, paper: on, verdict: word, note: said }) => (
          <li key={`${of} ${unitName} ${on}`}><strong>{of}</strong> {t('verdictLine', { unit: unitName, paper: t(`papers.${on}`), verdict: t(`verdict.${word}`), note: said })}</li>
        ))}
      </ul>
    </>
  );
}
