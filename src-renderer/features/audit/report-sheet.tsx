import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditReport } from '#shared/domain/oversight';
import { formatDateTime } from '../../ui/date-time.ts';
import { useActName } from './act-name.ts';
import styles from './audit-screen.module.css';

/** The report as it will stand on paper. */
export function ReportSheet({ report }: { readonly report: AuditReport }): ReactElement {
  const { t } = useTranslation('oversight');
  const nameAct = useActName();
  const { readings, gaps, firstSequence, lastSequence } = report;
  const results = [t('report.done'), t('report.denied'), t('report.failed')];
  const officers = (rows: AuditReport['denials']): readonly Row[] => rows.map(({ officerName, unitName, act, count }) => [officerName || t('none'), unitName || t('none'), nameAct(act), count]);
  const officerColumns = [t('column.actor'), t('column.unit'), t('column.act'), t('report.count')];
  return (
    <article className={styles['report']}>
      <div>
        <p>{t('report.span', { from: formatDateTime(report.from), until: formatDateTime(new Date(Date.parse(report.until) - 1).toISOString()) })}</p>
        <p className={styles['soft']}>{t('report.made', { at: formatDateTime(report.madeAt), by: report.madeBy })}</p>
      </div>
      <Part
        title={t('report.summary')}
        columns={[t('report.item'), t('report.value')]}
        rows={[
          [t('report.total'), report.total],
          [t('report.range'), firstSequence === null ? t('none') : `${String(firstSequence)} — ${String(lastSequence)}`],
          [t('report.gapCount'), gaps.length],
          [t('report.readings'), readings.count],
          [t('report.files'), readings.files],
          [t('report.minutes'), Math.round(readings.seconds / 60)],
          [t('report.sheets'), readings.sheets],
        ]}
      />
      {gaps.length > 0 ? <Part title={t('report.gaps')} columns={[t('report.after'), t('report.before')]} rows={gaps.map(({ after, before }) => [after, before])} /> : null}
      <Part title={t('report.byAct')} columns={[t('column.act'), ...results]} rows={report.acts.map(({ act, done, denied, failed }) => [nameAct(act), done, denied, failed])} />
      <Part title={t('report.byUnit')} columns={[t('column.unit'), ...results]} rows={report.units.map(({ unitName, done, denied, failed }) => [unitName || t('none'), done, denied, failed])} />
      <Part title={t('report.denials')} columns={officerColumns} rows={officers(report.denials)} />
      <Part title={t('report.administration')} columns={officerColumns} rows={officers(report.administration)} />
    </article>
  );
}

type Row = readonly (string | number)[];

function Part({ title, columns, rows }: { readonly title: string; readonly columns: readonly string[]; readonly rows: readonly Row[] }): ReactElement {
  const { t } = useTranslation('oversight');
  return (
    <section>
      <h2 className={styles['heading']}>{title}</h2>
      {rows.length === 0 ? (
        <p className={styles['soft']}>{t('report.nothing')}</p>
      ) : (
        <table className={styles['changes']} aria-label={title}>
          <thead>
            <tr>{columns.map(column => <th key={column} scope="col">{column}</th>)}</tr>
          </thead>
          <tbody>
            {rows.map((row, index) => (
              <tr key={index}>{row.map((cell, place) => <td key={place} data-number={typeof cell === 'number'}>{cell}</td>)}</tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
