import { cellText } from './read-workbook.ts';

export type Column = 'class' | 'sequence' | 'name' | 'date' | 'year' | 'month' | 'day' | 'copies' | 'pages' | 'remark';
export type Columns = Partial<Record<Column, number>>;

const labels: Readonly<Record<Column, RegExp>> = {
  class: /^(类号|分类号|类别号?|类)$/,
  sequence: /^(序号|顺序号|材料序号|排序号)$/,
  name: /^(材料名称|材料题名|题名)$/,
  date: /^((材料)?(形成|制成)(时间|日期)|时间|日期)$/,
  year: /^年$/,
  month: /^月$/,
  day: /^日$/,
  copies: /^份数$/,
  pages: /^页数$/,
  remark: /^备注$/,
};

/** Where the catalogue begins in a sheet. */
export type Header = { readonly columns: Columns; readonly firstRow: number };

const searchedRows = 40;

/** The row of titles, wherever it stands and however its titles are spaced out (`页  数`); 年, 月 and 日 may stand one row lower. */
export function findHeader(rows: readonly (readonly unknown[])[]): Header | undefined {
  const index = rows.slice(0, searchedRows).findIndex(row => {
    const { name, pages } = columnsOf(row);
    return name !== undefined && pages !== undefined;
  });
  if (index < 0) return undefined;
  const below = columnsOf(rows[index + 1] ?? []);
  const hasSecondRow = below.year !== undefined && below.month !== undefined;
  const columns = hasSecondRow ? { ...below, ...columnsOf(rows[index] ?? []) } : columnsOf(rows[index] ?? []);
  return { columns, firstRow: index + (hasSecondRow ? 2 : 1) };
}

function columnsOf(row: readonly unknown[]): Columns {
  const found: Columns = {};
  for (const [index, value] of row.entries()) {
    const title = cellText(value).normalize('NFKC').replace(/\s+/g, '');
    // `as`: entries of a record that has exactly these keys.
    const column = (Object.entries(labels) as [Column, RegExp][]).find(([, label]) => label.test(title))?.[0];
    if (column !== undefined) found[column] ??= index;
  }
  return found;
}
