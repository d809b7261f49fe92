import { Button } from 'antd';
import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatMaterialNumber } from '#shared/domain/catalogue';
import { fromWire } from '#shared/errors/app-error';
import { formatKey } from '../../ui/key-hints.tsx';
import { ProgressLine } from '../../ui/progress-line.tsx';
import { shownKeyOf, type DeskAct } from './desk-keys.ts';
import styles from './desk-line.module.css';
import type { Desk } from './desk.ts';
import { separatedPages } from './material-pages.ts';
import { isBusy, pagesPerMinute, type ScanRun } from './scan-run.ts';
import { StageMeter } from './stage-meter.tsx';
import { troubleWords } from './trouble-words.ts';
import type { Filed } from './use-filing.ts';
import { canResume } from './use-scan.ts';

/** Said by the desk itself, as after a manual duplex whose numbers do not fit. */
export type DeskNote = { readonly tone: 'good' | 'warning'; readonly words: string };

type Props = { readonly desk: Desk; readonly note: DeskNote | null; readonly onDismiss: () => void };

/** One line that is always there: how the scan goes, what is wrong and how to go on, what was done. Nothing moves when it speaks. */
export function DeskLine({ desk, note, onDismiss }: Props): ReactElement {
  const { t } = useTranslation('scanning');
  const { run, trouble, stages } = desk.scan;
  const understood = <Button size="small" onClick={onDismiss}>{t('line.understood')}</Button>;
  if (trouble ?? run.kind === 'failed') return <TroubleLine desk={desk} understood={understood} />;
  if (desk.joining.isUnderWay) return <Line tone="calm" act={<CancelJoining desk={desk} />}><ProgressLine fraction={null} label={t('line.joining')} /></Line>;
  if (isBusy(run)) return <Line tone="calm" meter={<StageMeter stages={stages} />}><RunLine run={run} /></Line>;
  if (note) return <Line tone={note.tone} act={understood}><span role="status">{note.words}</span></Line>;
  const separated = separatedPages(desk.draft).length;
  if (separated > 0) return <Line tone="warning" act={<ActButton desk={desk} act="splitAtSeparators" words={t('line.split')} isPrimary />}><span role="status">{t('line.separated', { count: separated + 1 })}</span></Line>;
  if (desk.filing.filed && desk.draft.pages.length === 0) return <Line tone="good"><span role="status"><FiledWords filed={desk.filing.filed} /></span></Line>;
  return <Line tone="calm" meter={run.kind === 'done' ? <StageMeter stages={stages} /> : null}><RestWords run={run} idleWords={idleWords(desk)} /></Line>;
}

/** What is wrong in one sentence, what to do in another, one key to go on; the scanner is the only one that waits. */
function TroubleLine({ desk, understood }: { readonly desk: Desk; readonly understood: ReactNode }): ReactElement {
  const { t } = useTranslation('scanning');
  const { t: explain } = useTranslation('errors');
  const { run, trouble } = desk.scan;
  const { code, params } = trouble ?? (run.kind === 'failed' ? run : { code: 'internal', params: {} });
  const known = fromWire({ code, params: { pagesDone: trouble?.sidesKept ?? 0, ...params } });
  const next = trouble ? troubleWords(t, trouble) : run.kind === 'failed' ? t('run.failedWith', { count: run.pagesDone }) : '';
  const what = explain(known.code, known.params);
  const acts = (
    <>
      {canResume(desk.scan) ? <ActButton desk={desk} act="goOn" words={t('line.goOn')} isPrimary /> : null}
      {isBusy(run) ? <ActButton desk={desk} act="scan" words={t('scanner.stop')} /> : <ActButton desk={desk} act="report" words={t('report.act')} />}
      {isBusy(run) ? null : understood}
    </>
  );
  return (
    <Line tone="trouble" act={acts}>
      <span role="alert" data-error-code={code} title={`${next} ${what}`}><strong>{next}</strong> {what}</span>
    </Line>
  );
}

type ActProps = { readonly desk: Desk; readonly act: DeskAct; readonly words: string; readonly isPrimary?: boolean };

function ActButton({ desk, act, words, isPrimary = false }: ActProps): ReactElement {
  return <Button size="small" type={isPrimary ? 'primary' : 'default'} onClick={desk.deeds[act]}>{words}<kbd aria-hidden="true">{formatKey(shownKeyOf(act))}</kbd></Button>;
}

function CancelJoining({ desk: { joining } }: { readonly desk: Desk }): ReactElement {
  const { t } = useTranslation('scanning');
  return <Button size="small" onClick={joining.cancel}>{t('line.cancelJoining')}<kbd aria-hidden="true">{formatKey(shownKeyOf('leaveField'))}</kbd></Button>;
}

function idleWords({ scanners: { device, isButtonWatched } }: Desk): 'folder.waiting' | 'run.idle' | 'run.idleButton' {
  if (device?.endsBy === 'person') return 'folder.waiting';
  return isButtonWatched ? 'run.idleButton' : 'run.idle';
}

function RestWords({ run, idleWords: words }: { readonly run: ScanRun; readonly idleWords: ReturnType<typeof idleWords> }): ReactElement {
  const { t } = useTranslation('scanning');
  if (run.kind !== 'done') return <span role="status">{t(words)}</span>;
  return <span role="status">{t(run.isCancelled ? 'run.cancelled' : 'run.done', { count: run.pagesDone })}</span>;
}

type LineProps = { readonly tone: DeskNote['tone'] | 'calm' | 'trouble'; readonly act?: ReactNode; readonly meter?: ReactNode; readonly children: ReactNode };

function Line({ tone, act, meter, children }: LineProps): ReactElement {
  const { t } = useTranslation('scanning');
  return (
    <section className={styles['line']} data-tone={tone} aria-label={t('line.label')}>
      <div className={styles['words']}>{children}</div>
      {meter}
      {act}
    </section>
  );
}

function RunLine({ run }: { readonly run: ScanRun }): ReactElement {
  const { t } = useTranslation('scanning');
  if (run.kind !== 'running') return <ProgressLine fraction={null} label={t('run.starting')} />;
  const speed = pagesPerMinute(run);
  const label = speed === undefined ? t('run.running', { count: run.pagesDone }) : t('run.runningSpeed', { count: run.pagesDone, speed });
  return <ProgressLine fraction={run.fraction} label={label} />;
}

function FiledWords({ filed: { material, volumes } }: { readonly filed: Filed }): string {
  const { t } = useTranslation('scanning');
  const words = { number: formatMaterialNumber(material.classCode, material.sequence), name: material.name, count: material.pageCount };
  return volumes === 1 ? t('file.filed', words) : t('loose.filed', { ...words, volumes });
}
