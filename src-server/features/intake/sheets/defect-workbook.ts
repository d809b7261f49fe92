import writeXlsxFile from 'write-excel-file/node';
import { formatFound, formatPlace } from '#shared/domain/finding';
import type { Services } from '../../../app/services.ts';
import type { Subject } from '../../authority/index.ts';
import { plainCell } from '../../sheets/index.ts';
import { describeFinding, severityWords, titleOfRule } from './finding-words.ts';
import { readSheet, type SheetPackage, type SheetQuery } from './sheet-content.ts';

const mostRows = 50_000;
const columns = ['批次', '包号', '包名', '姓名', '程度', '规则', '检查项', '位置', '应为', '实为', '问题与处理', '文件', '供应方改正情况'];
const widths = [16, 6, 24, 10, 10, 6, 18, 16, 24, 24, 60, 40, 20];

/** 问题单 for the computer: one line for each finding, and a column in which the supplier answers. */
export async function makeDefectWorkbook(services: Services, subject: Subject, query: SheetQuery): Promise<Buffer> {
  const { batch, packages, omitted } = await readSheet(services, subject, { ...query, mostFindings: mostRows });
  const rows = packages.flatMap(each => rowsOf(batch.number, each));
  const rest = omitted === 0 ? [] : [[`另有 ${String(omitted)} 处未列出`]];
  const texts = [columns, ...rows, ...rest];
  const data = texts.map((row, index) => row.map(value => ({ value: cellOf(value), type: String, wrap: true, ...(index === 0 ? { fontWeight: 'bold' as const } : {}) })));
  return writeXlsxFile(data, { columns: widths.map(width => ({ width })), sheet: '问题单', stickyRowsCount: 1 }).toBuffer();
}

function rowsOf(batchNumber: string, { record, findings }: SheetPackage): string[][] {
  const { number, name, personName, subjectName } = record;
  return findings.map(finding => {
    const { severity, rule, place, expected, found } = finding;
    return [batchNumber, String(number), name, personName ?? subjectName ?? '', severityWords[severity], rule, titleOfRule(rule), formatPlace(place), expected, formatFound(found), describeFinding(finding), place.path ?? '', ''];
  });
}

/** XML has no place for them. */
const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/** Never a formula, however the package wrote it; and nothing that a workbook cannot hold. */
function cellOf(text: string): string {
  return plainCell(text.replace(controls, '').slice(0, 2000));
}
