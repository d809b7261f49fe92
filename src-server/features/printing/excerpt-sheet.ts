import { encodeCode128 } from '#shared/domain/code128';
import { PrintJobId } from '#shared/domain/ids';
import type { CopyState } from '#shared/domain/print-copy';
import type { PrintEntry } from '#shared/domain/printing';
import type { Purpose } from '#shared/domain/purpose';
import { formatSecrecyMark } from '#shared/domain/secrecy';
import type { SheetMark } from '#shared/domain/sheet-mark';
import { formatSiteMinute } from '#shared/domain/site-clock';
import type { z } from 'zod';
import { AppError } from '#shared/errors/app-error';
import type { Services } from '../../app/services.ts';
import { recordEvent } from '../audit/index.ts';
import { requireAllowed, type Subject } from '../authority/index.ts';
import { breakLines, paintSheets, placeText, sheetSize } from '../sheets/index.ts';
import { printFacts, requirePrintJob } from './print-repository.ts';
import { readEntry } from './read-entry.ts';

type Entry = z.input<typeof PrintEntry>;

const purposes: Readonly<Record<Purpose, string>> = { retirement: '退休', salary: '工资', title: '职称', appointment: '任免', other: '其他' };
const states: Readonly<Record<CopyState, string>> = { planned: '未印成', partial: '缺页，在档案室', made: '已印，在档案室', 'handed-over': '已交出', recovered: '已回收', filed: '已归档', destroyed: '已销毁' };

/** 摘录单: what was taken from which file, for whom, with room for the archivist's signature and the stamp. Chinese, as sheets that are stamped are. */
export async function composeExcerptSheet({ db, now }: Services, subject: Subject, id: string): Promise<Buffer> {
  if (!PrintJobId.safeParse(id).success) throw new AppError('resource.not-found');
  const job = await requirePrintJob(db, id);
  requireAllowed(subject, 'prints.readSheet', printFacts(job));
  const entry = await readEntry(db, subject, id);
  await recordEvent(db, subject, { act: 'prints.readSheet', object: job.registerNumber, personId: job.personId });
  const at = now();
  const foot = `${subject.displayName}　${subject.unitName}　${formatSiteMinute(at)}`;
  return paintSheets({ title: `摘录单 ${job.registerNumber}`, at, ...sheetSize, pointsPerUnit: 1, missing: 'refuse' }, [drawExcerptSheet(entry, foot), ...drawAnnex(entry, foot)]);
}

const side = 56;
const inner = sheetSize.width - 2 * side;
const labelWidth = 76;
const sizePt = 10.5;
const leadingPt = 15;

type Row = { readonly label: string; readonly text: string; readonly leastPt?: number };

function rowsOf(entry: Entry): Row[] {
  const { job } = entry;
  return [
    { label: '申请单号', text: job.requestNumber },
    { label: '被查阅人', text: `${job.personName}　档案号 ${entry.archiveNumber}` },
    { label: '单位职务', text: entry.personPost },
    { label: '摘录内容', text: `${contentsOf(entry)}${job.regionCount === 0 ? '' : `（圈定 ${String(job.regionCount)} 处）`}` },
    { label: '用途', text: [purposes[entry.purpose], entry.reason].filter(text => text !== '').join('：') },
    { label: '申请人', text: `${entry.applicantName}　${entry.applicantUnitName}` },
    { label: '批准人', text: `${entry.approverName}　${minuteOf(entry.approvedAt)}` },
    { label: '摘录人', text: `${job.operatorName}　${minuteOf(job.preparedAt)}` },
    { label: '打印', text: `${String(job.pageCount)} 页 × ${String(job.copies)} 份　${job.printerName}　废页 ${String(job.wasteSheets)} 张${wasteOf(entry)}` },
    { label: '核对人', text: entry.checkedByName === null ? '' : `${entry.checkedByName}　${minuteOf(job.checkedAt)}` },
    { label: '审核意见', text: entry.opinion, leastPt: 60 },
  ];
}

const textWidth = inner - labelWidth - 16;
const mostLines = 6;

const nameMaterial = ({ number, name, pageNumbers }: Entry['materials'][number]): string => `${number} ${name}　第 ${pagesOf(pageNumbers)} 页`;
const listed = ({ materials }: Entry): string => materials.map(nameMaterial).join('；');

/** More than has room between the other rows stands on sheets of its own. */
function hasAnnex(entry: Entry): boolean {
  return breakLines(listed(entry), { widthPt: textWidth, sizePt, lines: mostLines }).length === mostLines;
}

function contentsOf(entry: Entry): string {
  return hasAnnex(entry) ? `${String(entry.materials.length)} 份材料，共 ${String(entry.job.pageCount)} 页，见附页` : listed(entry);
}

const annexTop = 140;
const annexLines = Math.floor((sheetSize.height - annexTop - 60) / leadingPt);

/** The lines of each sheet; those of one material stay together. */
function packMaterials({ materials }: Entry): string[][] {
  const sheets: string[][] = [];
  for (const material of materials) {
    const lines = breakLines(nameMaterial(material), { widthPt: inner, sizePt, lines: mostLines });
    const last = sheets.at(-1);
    if (last && last.length + lines.length <= annexLines) last.push(...lines);
    else sheets.push(lines);
  }
  return sheets;
}

/** 附页: each material with its pages, and the copies where the first sheet had no room for them. */
function drawAnnex(entry: Entry, foot: string): SheetMark[][] {
  const materials = (hasAnnex(entry) ? packMaterials(entry) : []).map(lines => lines.map((text, index) => placeText(text, { x: side, y: annexTop + index * leadingPt, width: inner, sizePt, isNumber: false, isBold: false })));
  const copies = leadingOfCopies(entry, copiesTop(entry)) < leastLeadingPt ? [drawCopies(entry, annexTop, usualLeadingPt)] : [];
  return [...materials, ...copies].map(marks => [...drawTop(entry, '干部人事档案摘录单附页'), ...marks, drawSheetFoot(foot)]);
}

const drawSheetFoot = (text: string): SheetMark => placeText(text, { x: side, y: sheetSize.height - 34, width: inner, sizePt: 8, isNumber: false, isBold: false });

const minuteOf = (at: string | null): string => (at === null ? '' : formatSiteMinute(new Date(at)));
const wasteOf = ({ wasteDestroyedAt, wasteWitness }: Entry): string => (wasteDestroyedAt === null ? '' : `，已销毁，监销人 ${wasteWitness}`);

/** `1-3、5`. */
function pagesOf(numbers: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const number of numbers) {
    const last = runs.at(-1);
    if (last?.[1] === number - 1) last[1] = number;
    else runs.push([number, number]);
  }
  return runs.map(([from, to]) => (from === to ? String(from) : `${String(from)}-${String(to)}`)).join('、');
}

const formTop = 132;
const linesOf = ({ text }: Row): string[] => breakLines(text, { widthPt: textWidth, sizePt, lines: mostLines });
const heightOf = (row: Row): number => Math.max(row.leastPt ?? 26, 11 + linesOf(row).length * leadingPt);

/** Where the list of copies begins below the form. */
const copiesTop = (entry: Entry): number => rowsOf(entry).reduce((y, row) => y + heightOf(row), formTop) + 24;

function drawExcerptSheet(entry: Entry, foot: string): SheetMark[] {
  const marks: SheetMark[] = [...drawTop(entry, '干部人事档案摘录单')];
  let y = formTop;
  const line = (at: number): void => { marks.push({ kind: 'line', x1: side, x2: side + inner, y1: at, y2: at, width: 0.6, ink: 'black' }); };
  line(y);
  for (const row of rowsOf(entry)) {
    const { label } = row;
    const lines = linesOf(row);
    marks.push(placeText(label, { x: side + 8, y: y + 17, width: labelWidth - 12, sizePt, isNumber: false, isBold: true }));
    marks.push(...lines.map((part, index) => placeText(part, { x: side + labelWidth + 8, y: y + 17 + index * leadingPt, width: textWidth, sizePt, isNumber: false, isBold: false })));
    y += heightOf(row);
    line(y);
  }
  for (const x of [side, side + labelWidth, side + inner]) marks.push({ kind: 'line', x1: x, x2: x, y1: formTop, y2: y, width: 0.6, ink: 'black' });
  return [...marks, ...drawCopiesBelow(entry), ...drawStamp(), drawSheetFoot(foot)];
}

/** Secrecy mark top left in 3号黑体, the number top right as bars and as text, the title between them below. */
function drawTop({ secrecy, job }: Entry, title: string): SheetMark[] {
  const widths = encodeCode128(job.registerNumber);
  const module = 0.96;
  let x = side + inner - widths.reduce((sum, width) => sum + width, 0) * module;
  const bars = widths.flatMap((width, index): SheetMark[] => {
    const at = x;
    x += width * module;
    return index % 2 === 0 ? [{ kind: 'box', x: at, y: 40, width: width * module, height: 20, ink: 'black' }] : [];
  });
  return [
    { kind: 'text', text: formatSecrecyMark(secrecy), x: side, y: 56, size: 16, anchor: 'start', typeface: 'hei-bold', ink: 'black' },
    ...bars,
    { kind: 'text', text: `登记号 ${job.registerNumber}`, x: side + inner, y: 72, size: 9, anchor: 'end', typeface: 'hei', ink: 'black' },
    { kind: 'text', text: title, x: side + inner / 2, y: 112, size: 20, anchor: 'middle', typeface: 'hei-bold', ink: 'black' },
  ];
}

const columns = [
  { title: '编号', share: 0.2 }, { title: '接收人', share: 0.18 }, { title: '交出时间', share: 0.2 }, { title: '应回收', share: 0.14 }, { title: '回收 / 销毁', share: 0.28 },
] as const;
const usualLeadingPt = 17;
/** Rows closer than this nobody could read. */
const leastLeadingPt = 11;

/** What the rows and their heading have above the stamp, each. */
const leadingOfCopies = ({ copies }: Entry, top: number): number => Math.min(usualLeadingPt, (sheetSize.height - 176 - top) / (copies.length + 1));

function drawCopiesBelow(entry: Entry): SheetMark[] {
  const top = copiesTop(entry);
  const leading = leadingOfCopies(entry, top);
  if (leading >= leastLeadingPt) return drawCopies(entry, top, leading);
  return [placeText(`${String(entry.copies.length)} 份的去向见附页`, { x: side, y: top, width: inner, sizePt, isNumber: false, isBold: false })];
}

function drawCopies({ copies }: Entry, top: number, leading: number): SheetMark[] {
  const rows = copies.map(copy => [copy.copyNumber, copy.receiver, minuteOf(copy.handedAt), copy.dueOn ?? '', endOf(copy)]);
  return [columns.map(({ title }) => title), ...rows].flatMap((cells, row) => {
    const y = top + row * leading;
    let x = side;
    const texts = cells.map((text, index): SheetMark => {
      const width = (columns[index]?.share ?? 0) * inner;
      const mark = placeText(text, { x, y, width: width - 6, sizePt: Math.min(9, leading - 3), isNumber: false, isBold: row === 0 });
      x += width;
      return mark;
    });
    return [...texts, { kind: 'line', x1: side, x2: side + inner, y1: y + 4, y2: y + 4, width: row === 0 ? 0.6 : 0.3, ink: row === 0 ? 'black' : 'grey' }];
  });
}

function endOf({ state, endedAt, witness }: Entry['copies'][number]): string {
  return [states[state], minuteOf(endedAt), ...(witness === '' ? [] : [`监销 ${witness}`])].filter(text => text !== '').join(' ');
}

function drawStamp(): SheetMark[] {
  const [y, width, height] = [sheetSize.height - 150, 190, 96];
  const x = side + inner - width;
  const edges: readonly (readonly [number, number, number, number])[] = [[x, y, x + width, y], [x, y + height, x + width, y + height], [x, y, x, y + height], [x + width, y, x + width, y + height]];
  return [
    ...edges.map(([x1, y1, x2, y2]): SheetMark => ({ kind: 'line', x1, y1, x2, y2, width: 0.6, ink: 'grey', dash: 3 })),
    { kind: 'text', text: '（盖章处）', x: x + width / 2, y: y + 52, size: 10.5, anchor: 'middle', typeface: 'song', ink: 'grey' },
    { kind: 'text', text: '核对人签字：', x: side, y: y + 40, size: 10.5, anchor: 'start', typeface: 'song', ink: 'black' },
    { kind: 'text', text: '年　　月　　日', x: side, y: y + 78, size: 10.5, anchor: 'start', typeface: 'song', ink: 'black' },
  ];
}
