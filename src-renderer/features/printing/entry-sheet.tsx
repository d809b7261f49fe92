import { Button } from 'antd';
import type { TFunction } from 'i18next';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { PrintJobId } from '#shared/domain/ids';
import { canCopyBecome, type PrintCopy } from '#shared/domain/print-copy';
import type { PrintEntry } from '#shared/domain/printing';
import { formatSecrecyMark } from '#shared/domain/secrecy';
import { callDesktop, useDesktopQuery } from '../../api/desktop.ts';
import { useAct } from '../../api/use-act.ts';
import { formatDateTime } from '../../ui/date-time.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { FactList, type Fact } from '../../ui/fact-list.tsx';
import { useShownSecrecy } from '../../ui/secrecy.ts';
import { SavedLine } from '../../ui/saved-line.tsx';
import { CopyDialog, type CopyAct } from './copy-dialogs.tsx';
import { PaperDialog } from './paper-dialog.tsx';
import styles from './printing.module.css';
import { splitDetail, useReasonWords } from './reason-words.ts';
import { SheetCount } from './sheet-count.tsx';

/** One entry of the register: what was made for whom, and where each copy is. */
export function EntrySheet({ id }: { readonly id: PrintJobId }): ReactElement {
  const { data: entry, error, refetch } = useDesktopQuery('printing.get', { id });
  const readAgain = (): void => void refetch();
  return entry ? <OpenedEntry entry={entry} onCounted={readAgain} /> : <ErrorNotice error={error} onRetry={readAgain} />;
}

function OpenedEntry({ entry, onCounted }: { readonly entry: PrintEntry; readonly onCounted: () => void }): ReactElement {
  const { t } = useTranslation('printing');
  const [act, setAct] = useState<CopyAct | null>(null);
  const [isPrinting, setIsPrinting] = useState(false);
  const saving = useAct('printing.saveSheet');
  const { job, copies, mayKeep } = entry;
  const { id } = job;
  const facts = useFacts(entry);
  useShownSecrecy(entry.secrecy);
  return (
    <div className={styles['entry']}>
      <SheetCount job={job} onCounted={onCounted} />
      <ErrorNotice error={saving.error} />
      <EntryActs entry={entry} isSaving={saving.isPending} onAct={setAct} onPrint={() => { setIsPrinting(true); }} onSave={() => { saving.mutate({ id }); }} />
      <SavedLine path={saving.data?.path} />
      <section aria-label={t('entry.copies')}>
        <h2>{t('entry.copies')}</h2>
        <ul className={styles['copies']}>
          {copies.map(copy => <CopyLine key={copy.number} copy={copy} pageCount={job.pageCount} mayKeep={mayKeep} isChecked={job.checkedAt !== null} onAct={setAct} />)}
        </ul>
        {mayKeep ? null : <p className={styles['soft']}>{t('entry.mayNot')}</p>}
      </section>
      <FactList facts={facts} />
      {act ? <CopyDialog entry={entry} act={act} onClose={() => { setAct(null); }} /> : null}
      {isPrinting ? <PaperDialog title={t('entry.sheet')} send={printerName => callDesktop('printing.printSheet', { id, printerName })} onClose={() => { setIsPrinting(false); }} /> : null}
    </div>
  );
}

type ActsProps = { readonly entry: PrintEntry; readonly isSaving: boolean; readonly onAct: (act: CopyAct) => void; readonly onPrint: () => void; readonly onSave: () => void };

function EntryActs({ entry: { job, copies, mayKeep }, isSaving, onAct, onPrint, onSave }: ActsProps): ReactElement {
  const { t } = useTranslation('printing');
  const hasBeenPrinted = job.printerName !== '' && job.state !== 'prepared' && job.state !== 'submitted';
  return (
    <div className={styles['acts']}>
      {mayKeep ? <Button type={job.checkedAt === null ? 'primary' : 'default'} disabled={!copies.some(({ state }) => state === 'made' || state === 'partial')} onClick={() => { onAct({ kind: 'check' }); }}>{t('entry.check')}</Button> : null}
      {mayKeep && job.hasWaste ? <Button danger onClick={() => { onAct({ kind: 'waste' }); }}>{t('entry.destroyWaste')}</Button> : null}
      {hasBeenPrinted ? <Button onClick={onPrint}>{t('entry.sheet')}</Button> : null}
      {hasBeenPrinted ? <Button loading={isSaving} onClick={onSave}>{t('entry.save')}</Button> : null}
    </div>
  );
}

const ends = ['recovered', 'filed', 'destroyed'] as const;

type LineProps = { readonly copy: PrintCopy; readonly pageCount: number; readonly mayKeep: boolean; readonly isChecked: boolean; readonly onAct: (act: CopyAct) => void };

function CopyLine({ copy, pageCount, mayKeep, isChecked, onAct }: LineProps): ReactElement {
  const { t } = useTranslation('printing');
  const { state } = copy;
  const isOverdue = isLate(copy);
  const words = useCopyWords(copy, pageCount);
  return (
    <li className={styles['copy']} data-copy={copy.number}>
      <span className={styles['copyNumber']}>{copy.copyNumber}</span>
      <strong className={isOverdue ? styles['failed'] : ''}>{t(`copyState.${state}`)}</strong>
      <span className={styles['soft']}>{words.join(t('comma'))}</span>
      {mayKeep ? (
        <span className={styles['copyActs']}>
          {canCopyBecome(state, 'handed-over') ? <Button size="small" disabled={!isChecked} onClick={() => { onAct({ kind: 'handOver', copy }); }}>{t('entry.handOver')}</Button> : null}
          {ends.filter(end => canCopyBecome(state, end)).map(end => <Button key={end} size="small" onClick={() => { onAct({ kind: end, copy }); }}>{t(`entry.${end}`)}</Button>)}
        </span>
      ) : null}
    </li>
  );
}

/** By the calendar of the site. */
function isLate({ state, dueOn }: PrintCopy): boolean {
  return state === 'handed-over' && dueOn !== null && dueOn < formatDateTime(new Date().toISOString()).slice(0, 10).replaceAll('.', '-');
}

/** Of a copy that was begun. */
function missingSheets({ goodSheets }: PrintCopy, pageCount: number): number {
  return goodSheets === null || goodSheets === 0 ? 0 : pageCount - goodSheets;
}

function useCopyWords(copy: PrintCopy, pageCount: number): readonly string[] {
  const { t } = useTranslation('printing');
  const { state, dueOn, receiver, handedAt, endedAt, witness, note } = copy;
  const isOverdue = isLate(copy);
  const missing = missingSheets(copy, pageCount);
  return [
    ...(missing === 0 ? [] : [t('entry.partial', { good: pageCount - missing, missing })]),
    ...(receiver === '' || handedAt === null ? [] : [t('entry.to', { receiver, at: formatDateTime(handedAt) })]),
    ...(state === 'handed-over' && dueOn !== null ? [t(isOverdue ? 'entry.overdue' : 'entry.due', { day: dueOn })] : []),
    ...(endedAt === null ? [] : [t('entry.ended', { at: formatDateTime(endedAt) })]),
    ...(witness === '' ? [] : [t('entry.witness', { witness })]),
    ...(note === '' ? [] : [note]),
  ];
}

function wasteOf({ job, wasteDestroyedAt, wasteDestroyedByName, wasteWitness }: PrintEntry, t: TFunction<['printing', 'requests']>): string {
  if (wasteDestroyedAt === null) return job.hasWaste ? t('entry.wasteWaits', { sheets: job.wasteSheets }) : '';
  return t('entry.wasteDestroyed', { at: formatDateTime(wasteDestroyedAt), name: wasteDestroyedByName ?? '', witness: wasteWitness });
}

function useFacts(entry: PrintEntry): readonly Fact[] {
  const { t } = useTranslation(['printing', 'requests']);
  const words = useReasonWords();
  const { job } = entry;
  const timeOf = (at: string | null): string => (at === null ? '' : formatDateTime(at));
  const both = (...parts: readonly (string | null)[]): string => parts.filter(part => part !== null && part !== '').join('　');
  return [
    { name: t('column.registerNumber'), value: job.registerNumber },
    { name: t('column.secrecy'), value: formatSecrecyMark(entry.secrecy) },
    { name: t('column.state'), value: both(t(`state.${job.state}`), job.state === 'completed' ? '' : words(splitDetail(job.detail))) },
    { name: t('column.personName'), value: both(job.personName, entry.archiveNumber, entry.personPost) },
    { name: t('column.materialName'), value: entry.materials.map(({ number, name, pageNumbers }) => <div key={number}>{both(number, name, t('entry.pages', { numbers: pageNumbers.join(t('comma')) }))}</div>) },
    { name: t('column.amount'), value: both(t('amount', { pages: job.pageCount, copies: job.copies }), job.regionCount === 0 ? null : t('regions', { count: job.regionCount })) },
    { name: t('column.sheets'), value: job.goodSheets === null ? '' : t('count.known', { good: job.goodSheets, waste: job.wasteSheets }) },
    { name: t('column.waste'), value: wasteOf(entry, t) },
    { name: t('column.requestNumber'), value: job.requestNumber },
    { name: t('column.purpose'), value: both(t(`purpose.${entry.purpose}`, { ns: 'requests' }), entry.reason) },
    { name: t('column.applicant'), value: both(entry.applicantName, entry.applicantUnitName) },
    { name: t('column.approver'), value: both(entry.approverName, timeOf(entry.approvedAt)) },
    { name: t('column.printerName'), value: job.printerName },
    { name: t('column.operatorName'), value: both(job.operatorName, timeOf(job.preparedAt)) },
    { name: t('column.finishedAt'), value: timeOf(job.finishedAt) },
    { name: t('column.check'), value: both(entry.checkedByName, timeOf(job.checkedAt), entry.opinion) },
  ];
}
