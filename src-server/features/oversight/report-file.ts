import type { AuditReport } from '#shared/domain/oversight';
import { formatSiteDay, formatSiteMinute } from '#shared/domain/site-clock';
import type { z } from 'zod';
import type { Services } from '../../app/services.ts';
import { composeTables } from '../sheets/index.ts';
import { toCsv } from './csv.ts';
import type { Period } from './pattern-figures.ts';
import { makeReport } from './report.ts';
import { tablesOf, titleOf } from './report-tables.ts';
import { word } from './report-words.ts';

export type FileOrder = { readonly period: Period; readonly madeBy: string; readonly format: 'csv' | 'pdf' };
type Report = z.input<typeof AuditReport>;

/** The report to keep or to print. Its name says the period and no person. */
export async function makeReportFile(services: Services, { period, madeBy, format }: FileOrder): Promise<{ fileName: string; base64: string }> {
  const report = await makeReport(services.db, { period, madeBy, now: services.now() });
  const bytes = format === 'csv' ? Buffer.from(writeCsv(report), 'utf8') : await drawPdf(report);
  const days = [report.from, new Date(Date.parse(report.until) - 1).toISOString()].map(time => formatSiteDay(new Date(time))).join('-');
  return { fileName: `${word('fileName')}-${days}.${format}`, base64: bytes.toString('base64') };
}

function writeCsv(report: Report): string {
  const head = [[word('title'), titleOf(report)], [word('madeAt'), formatSiteMinute(new Date(report.madeAt))], [word('madeBy'), report.madeBy]];
  return toCsv([...head, ...tablesOf(report).flatMap(({ title, columns, rows }) => [[], [title], columns, ...rows])]);
}

function drawPdf(report: Report): Promise<Buffer> {
  const made = `${word('madeAt')} ${formatSiteMinute(new Date(report.madeAt))}　${word('madeBy')} ${report.madeBy}`;
  return composeTables({ title: word('title'), lead: titleOf(report), foot: made, tables: tablesOf(report) }, new Date(report.madeAt));
}
