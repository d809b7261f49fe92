import writeXlsxFile from 'write-excel-file/node';
import { formatFound, formatPlace } from '#shared/domain/finding';
import type { Services } from '../../../app/services.ts';
import type { Subject } from '../../authority/index.ts';
import { plainCell } from '../../sheets/index.ts';
import { describeFinding, severityWords, titleOfRule } from './finding-words.ts';
import { readSheet, type SheetFinding, type SheetPackage, type SheetQuery } from './sheet-content.ts';
import { openPictures, type SheetPicture } from './sheet-pictures.ts';

/** One part; what goes on is in the next one. */
const rowsPerPart = 20_000;
/** Pictures of a workbook lie in memory until it is packed; the printable sheet has them all. */
const picturesPerPart = 600;
const columns = ['图', '批次', '包号', '包名', '姓名', '程度', '规则', '检查项', '位置', '材料', '应为', '实为', '问题与处理', '文件', '供应方改正情况'];
const widths = [10, 16, 6, 24, 10, 10, 6, 18, 16, 28, 24, 24, 60, 40, 20];
/** Of a picture in its row; what fits into the first column. */
const pictureBox = { widthPx: 66, heightPx: 90 } as const;
const dpi = 96;
const pointsPerPx = 72 / dpi;

type Row = { readonly texts: readonly string[]; readonly picture: SheetPicture | null };

/** 问题单 for the computer: one line for each finding with its picture, and a column in which the supplier answers. */
export async function makeDefectWorkbook(services: Services, subject: Subject, query: SheetQuery): Promise<Buffer> {
  const { batch, packages } = await readSheet(services, subject, { ...query, linesPerPart: rowsPerPart });
  const pictureOf = openPictures(services, subject, picturesPerPart);
  const rows: Row[] = [{ texts: columns, picture: null }];
  for (const { record, findings } of packages) {
    for (const finding of findings) rows.push({ texts: textsOf(batch.number, record, finding), picture: await pictureOf({ record, pageId: finding.pageId }) });
    if (findings.length === 0) rows.push({ texts: ['', batch.number, String(record.number), record.name, ...Array.from({ length: 8 }, () => ''), '没有发现问题，随批次退回。', '', ''], picture: null });
  }
  const data = rows.map(({ texts, picture }, index) => texts.map(value => ({ value: cellOf(value), type: String, wrap: true, ...(index === 0 ? { fontWeight: 'bold' as const } : {}), ...(picture ? { height: pictureBox.heightPx * pointsPerPx } : {}) })));
  const images = rows.flatMap(({ picture }, index) => (picture ? [imageOf(picture, index + 1)] : []));
  return writeXlsxFile(data, { columns: widths.map(width => ({ width })), sheet: '问题单', stickyRowsCount: 1, images }).toBuffer();
}

function imageOf({ jpeg, widthPx, heightPx }: SheetPicture, row: number) {
  const scale = Math.min(pictureBox.widthPx / widthPx, pictureBox.heightPx / heightPx);
  return { content: jpeg, contentType: 'image/jpeg', width: Math.round(widthPx * scale), height: Math.round(heightPx * scale), dpi, anchor: { row, column: 1 } };
}

function textsOf(batchNumber: string, { number, name, personName, subjectName }: SheetPackage['record'], finding: SheetFinding): readonly string[] {
  const { severity, rule, place, expected, found, material } = finding;
  return ['', batchNumber, String(number), name, personName ?? subjectName ?? '', severityWords[severity], rule, titleOfRule(rule), formatPlace(place), material, expected, formatFound(found), describeFinding(finding), place.path ?? '', ''];
}

/** XML has no place for them. */
const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/** Never a formula, however the package wrote it; and nothing that a workbook cannot hold. */
function cellOf(text: string): string {
  return plainCell(text.replace(controls, '').slice(0, 2000));
}
