import writeXlsxFile, { type Cell, type Row, type Sheet } from 'write-excel-file/node';
import { formatClassCode, formatMaterialNumber, leafClasses, type ClassCode } from '#shared/domain/catalogue';
import { formatSecrecyMark, type Secrecy } from '#shared/domain/secrecy';
import type { StagedPerson } from '#shared/domain/staged-volume';

/** `before-2012`: 类号, 材料制成时间, 份数. `since-2012` (组通字〔2012〕28号): 序号 below a heading for each class, 材料形成时间, no 份数. */
export type CatalogueTemplate = 'before-2012' | 'since-2012';

export type WrittenRow = {
  readonly classCode: ClassCode;
  readonly sequence: number;
  readonly name: string;
  /** YYYY, YYYYMM, YYYYMMDD or empty. */
  readonly formedOn: string;
  readonly pageCount: number;
  readonly copies?: number;
  readonly remark: string;
};

export type WrittenCatalogue = { readonly rows: readonly WrittenRow[]; readonly person: Partial<StagedPerson>; readonly secrecy: Secrecy | null };

/** A catalogue in Excel that our own reader reads back; every cell is a text or a number, never a formula. */
export function writeCatalogue(template: CatalogueTemplate, { rows, person, secrecy }: WrittenCatalogue, hints: readonly string[] = []): Promise<Buffer> {
  const sheets: Sheet<Buffer>[] = [catalogueSheet(template, rows), personSheet(person, secrecy)];
  return writeXlsxFile(hints.length === 0 ? sheets : [...sheets, hintSheet(hints)]).toBuffer();
}

const border = { borderStyle: 'thin', borderColor: '#888888' } as const;
const title = (value: string): Cell => ({ value, type: String, fontWeight: 'bold', align: 'center', backgroundColor: '#e8eef7', wrap: true, ...border });
const number = (value: number): Cell => ({ value, type: Number, align: 'center', ...border });

/** A cell of text in a column of text: also what begins with `=`, `+`, `-` or `@` is shown and never computed. */
const text = (value: string): Cell => ({ value, type: String, format: '@', wrap: true, ...border });

function catalogueSheet(template: CatalogueTemplate, rows: readonly WrittenRow[]): Sheet<Buffer> {
  const isOld = template === 'before-2012';
  const dateTitle = isOld ? '材料制成时间' : '材料形成时间';
  const countTitles = isOld ? ['份数', '页数'] : ['页数'];
  const titles = [isOld ? '类号' : '序号', '材料名称', dateTitle, '', '', ...countTitles, '备注'].map(title);
  const secondTitles = ['', '', '年', '月', '日', ...countTitles.map(() => ''), ''].map(title);
  const widths = [10, 48, 8, 6, 6, ...countTitles.map(() => 8), 24];
  const body = isOld ? rows.map(row => [text(formatMaterialNumber(row.classCode, row.sequence)), ...commonCells(row, [number(row.copies ?? 1)])]) : headedRows(rows);
  return { sheet: '目录', data: [titles, secondTitles, ...body], columns: widths.map(width => ({ width })), stickyRowsCount: 2 };
}

/** A heading for every class, also for the empty ones: materials are added below it. */
function headedRows(rows: readonly WrittenRow[]): readonly Row[] {
  return leafClasses.flatMap(({ code, name }) => [
    [formatClassCode(code), name, '', '', '', '', ''].map(title),
    ...rows.filter(({ classCode }) => classCode === code).map(row => [number(row.sequence), ...commonCells(row, [])]),
  ]);
}

function commonCells({ name, formedOn, pageCount, remark }: WrittenRow, copies: readonly Cell[]): Row {
  const date = [formedOn.slice(0, 4), formedOn.slice(4, 6), formedOn.slice(6, 8)];
  return [text(name), ...date.map(part => (part === '' ? text('') : number(Number(part)))), ...copies, number(pageCount), text(remark)];
}

function personSheet(person: Partial<StagedPerson>, secrecy: Secrecy | null): Sheet<Buffer> {
  const genders: Readonly<Record<string, string>> = { male: '男', female: '女' };
  const pairs: readonly (readonly [string, string | null | undefined])[] = [
    ['姓名', person.name], ['公民身份号码', person.idNumber], ['档案编号', person.archiveNumber], ['性别', genders[person.gender ?? '']], ['出生年月', person.bornOn], ['民族', person.ethnicity],
    ['籍贯', person.nativePlace], ['政治面貌', person.politicalStatus], ['参加工作时间', person.workStartedOn], ['工作单位', person.unitName], ['职务', person.post],
    ['密级', secrecy === null ? '' : formatSecrecyMark(secrecy)],
  ];
  return { sheet: '人员信息', data: pairs.map(([label, value]) => [title(label), text(value ?? '')]), columns: [{ width: 18 }, { width: 40 }] };
}

function hintSheet(hints: readonly string[]): Sheet<Buffer> {
  return { sheet: '填写说明', data: hints.map(hint => [{ value: hint, type: String, wrap: true }]), columns: [{ width: 100 }] };
}
