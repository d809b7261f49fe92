import { leafClasses, mainClasses } from '#shared/domain/catalogue';
import type { StagedRow } from '#shared/domain/staged-volume';
import { parseClassFolder } from '../layout/class-folder.ts';
import { fieldText, joinDate, normaliseDate } from '../rows/field-values.ts';
import { stagedRow } from '../rows/staged-row.ts';
import { findHeader, type Column, type Columns } from './columns.ts';
import { cellText, type Sheet } from './read-workbook.ts';

type Heading = { readonly rawClass: string; readonly name: string | null };

/** The rows of one sheet of either template; undefined for a sheet that is no catalogue. */
export function readCatalogueSheet({ rows }: Sheet, path: string): readonly StagedRow[] | undefined {
  const header = findHeader(rows);
  if (header === undefined) return undefined;
  let heading: Heading | null = null;
  const staged: StagedRow[] = [];
  for (const [index, row] of rows.entries()) {
    if (index < header.firstRow || row.every(value => cellText(value) === '')) continue;
    const next: Heading | undefined = headingOf(row, header.columns);
    if (next === undefined) staged.push(rowOf({ row, columns: header.columns, heading, source: `${path} 第 ${String(index + 1)} 行` }));
    else heading = next;
  }
  return staged;
}

type RowPlace = { readonly row: readonly unknown[]; readonly columns: Columns; readonly heading: Heading | null; readonly source: string };

function rowOf({ row, columns, heading, source }: RowPlace): StagedRow {
  const text = (column: Column): string => cellText(valueAt(row, columns, column));
  return stagedRow({
    source,
    rawClass: text('class') || (heading?.rawClass ?? ''),
    rawSequence: text('sequence'),
    name: text('name'),
    formedOn: dateOf(row, columns),
    rawPageCount: text('pages'),
    copies: text('copies'),
    remark: text('remark'),
    heading: heading?.name ?? null,
  });
}

function dateOf(row: readonly unknown[], columns: Columns): string {
  const value = valueAt(row, columns, 'date');
  if (columns.year !== undefined) return joinDate((['year', 'month', 'day'] as const).map(column => cellText(valueAt(row, columns, column))));
  // A cell with the number 2012.1 may have been 2012.10: it is left as it is, for a person to look at.
  return typeof value === 'number' && !Number.isInteger(value) ? fieldText(String(value)) : normaliseDate(cellText(value));
}

function valueAt(row: readonly unknown[], columns: Columns, column: Column): unknown {
  const index = columns[column];
  return index === undefined ? undefined : row[index];
}

const classNames = new Set([...leafClasses.flatMap(({ name, oldName }) => [name, oldName]), ...mainClasses.map(({ name }) => name)]);

/**
 * `四-1 学历学位类材料`, in one cell or in several: a row that says a class and nothing of a material. With a plain Arabic number only if
 * a class is called so, for `3 | 干部履历表` is a material whose pages were forgotten.
 */
function headingOf(row: readonly unknown[], columns: Columns): Heading | undefined {
  const said = (['date', 'year', 'month', 'day', 'copies', 'pages'] as const).some(column => cellText(valueAt(row, columns, column)) !== '');
  const words = row.map(cellText).filter(text => text !== '');
  if (said || words.length === 0 || words.length > 3) return undefined;
  const folder = parseClassFolder(words.join(' '));
  if (folder === undefined) return undefined;
  const isClassByNumber = /^(第\s*)?[一二三四五六七八九十]/u.test(words[0] ?? '') || folder.rawClass.includes('-');
  const isClassByName = folder.folderName !== null && classNames.has(folder.folderName);
  return isClassByNumber || isClassByName ? { rawClass: folder.rawClass, name: folder.folderName } : undefined;
}
