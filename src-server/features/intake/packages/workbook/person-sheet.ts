import type { StagedPerson } from '#shared/domain/staged-volume';
import type { Secrecy } from '#shared/domain/secrecy';
import { stagedPerson } from '../person-name.ts';
import { fieldOrNull, normaliseDate, parseGender, parseSecrecy } from '../rows/field-values.ts';
import { cellText, type Sheet } from './read-workbook.ts';

type Field = Exclude<keyof StagedPerson, 'source'> | 'level' | 'years';
type Values = ReadonlyMap<Field, string>;

const labels: Readonly<Record<string, Field>> = {
  姓名: 'name', 身份证号: 'idNumber', 身份证号码: 'idNumber', 公民身份号码: 'idNumber', 公民身份证号码: 'idNumber', 档案编号: 'archiveNumber', 档号: 'archiveNumber', 档案号: 'archiveNumber', 性别: 'gender',
  出生年月: 'bornOn', 出生日期: 'bornOn', 民族: 'ethnicity', 籍贯: 'nativePlace', 政治面貌: 'politicalStatus', 参加工作时间: 'workStartedOn', 工作单位: 'unitName', 单位: 'unitName', 单位名称: 'unitName',
  职务: 'post', 现任职务: 'post', 单位及职务: 'post', 密级: 'level', 保密期限: 'years',
};

const fieldOf = (value: unknown): Field | undefined => labels[cellText(value).normalize('NFKC').replace(/[\s:：]/g, '')];

export type PersonSheet = { readonly persons: readonly StagedPerson[]; readonly secrecy: Secrecy | null };

/** A sheet that speaks of persons: labels with their values to the right, or a row of labels with one person in each row below. */
export function readPersonSheet({ rows }: Sheet, path: string): PersonSheet {
  const titles = rows.findIndex(row => row.filter(value => fieldOf(value) !== undefined).length >= 3 && row.every(value => cellText(value) === '' || fieldOf(value) !== undefined));
  const found = titles < 0 ? [readPairs(rows)] : rows.slice(titles + 1).map(row => readRow(rows[titles] ?? [], row));
  const spoken = found.filter(values => values.size > 0);
  const secrecy = spoken.map(values => parseSecrecy(values.get('level') ?? '', values.get('years') ?? '')).find(each => each !== null) ?? null;
  return { persons: spoken.filter(values => values.has('name') || values.has('idNumber')).map(values => personOf(values, path)), secrecy };
}

function readPairs(rows: readonly (readonly unknown[])[]): Values {
  const values = new Map<Field, string>();
  for (const row of rows) {
    for (const [index, value] of row.entries()) {
      const field = fieldOf(value);
      const text = cellText(row[index + 1]);
      if (field !== undefined && text !== '' && fieldOf(text) === undefined && !values.has(field)) values.set(field, text);
    }
  }
  return values;
}

function readRow(titles: readonly unknown[], row: readonly unknown[]): Values {
  return new Map(titles.flatMap((title, index) => {
    const field = fieldOf(title);
    const text = cellText(row[index]);
    return field === undefined || text === '' ? [] : [[field, text] as const];
  }));
}

function personOf(values: Values, path: string): StagedPerson {
  const text = (field: Field): string | null => fieldOrNull(values.get(field) ?? '');
  const date = (field: Field): string | null => normaliseDate(values.get(field) ?? '') || null;
  return stagedPerson(path, {
    name: text('name') ?? '',
    idNumber: text('idNumber')?.toUpperCase() ?? null,
    archiveNumber: text('archiveNumber'),
    gender: parseGender(values.get('gender') ?? ''),
    bornOn: date('bornOn'),
    ethnicity: text('ethnicity'),
    nativePlace: text('nativePlace'),
    politicalStatus: text('politicalStatus'),
    workStartedOn: date('workStartedOn'),
    unitName: text('unitName'),
    post: text('post'),
  });
}
