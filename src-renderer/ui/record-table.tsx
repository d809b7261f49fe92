import { useEffect, useRef, type KeyboardEvent, type ReactElement, type ReactNode } from 'react';
import styles from './record-table.module.css';

export type Column<Row> = {
  readonly id: string;
  readonly title: string;
  /** CSS width; columns without one share what is left. */
  readonly width?: string;
  readonly align?: 'left' | 'right' | 'center';
  /** Left out where large text meets a small screen; its value must be found elsewhere, too. */
  readonly isSpare?: boolean;
  readonly render: (row: Row) => ReactNode;
};

type Props<Row> = {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** Index of the row the keyboard stands on. */
  readonly current: number;
  readonly onCurrentChange: (index: number) => void;
  /** Without it the rows can be walked but not opened. */
  readonly onOpen?: ((row: Row) => void) | undefined;
  /** Rows of the last question, shown until the new answer is there. */
  readonly isStale?: boolean;
};

/** A list of records: ↑ and ↓ move, Enter opens; one stop for Tab. */
export function RecordTable<Row>(props: Props<Row>): ReactElement {
  const { label, columns, rows, keyOf, current, onCurrentChange, onOpen, isStale = false } = props;
  const body = useRef<HTMLTableSectionElement>(null);
  const hasFocus = useRef(false);
  useEffect(() => {
    const row = body.current?.rows[current];
    if (hasFocus.current) row?.focus({ preventScroll: true });
    row?.scrollIntoView({ block: 'nearest' });
  }, [current, rows]);
  const onKeyDown = (event: KeyboardEvent): void => {
    const target = targetOf(event.key, current, rows.length);
    const row = rows[current];
    if (target !== undefined) onCurrentChange(target);
    else if (event.key === 'Enter' && row && onOpen && event.target === body.current?.rows[current]) onOpen(row);
    else return;
    event.preventDefault();
  };
  return (
    <table className={styles['table']} data-opens={onOpen !== undefined} aria-label={label} aria-busy={isStale} aria-rowcount={rows.length}>
      <colgroup>
        {columns.map(({ id, width, isSpare }) => (
          <col key={id} className={isSpare ? styles['spare'] : undefined} style={width === undefined ? {} : { width }} />
        ))}
      </colgroup>
      <thead>
        <tr>
          {columns.map(({ id, title, align, isSpare }) => (
            <th key={id} scope="col" className={isSpare ? styles['spare'] : undefined} style={{ textAlign: align ?? 'left' }}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody
        ref={body}
        onKeyDown={onKeyDown}
        onFocus={() => {
          hasFocus.current = true;
        }}
        onBlur={() => {
          hasFocus.current = false;
        }}
      >
        {rows.map((row, index) => (
          <tr
            key={keyOf(row)}
            tabIndex={index === current ? 0 : -1}
            className={index === current ? styles['current'] : undefined}
            data-row={keyOf(row)}
            onClick={() => {
              onCurrentChange(index);
              onOpen?.(row);
            }}
          >
            {columns.map(({ id, align, isSpare, render }) => (
              <td key={id} className={isSpare ? styles['spare'] : undefined} style={{ textAlign: align ?? 'left' }}>
                {render(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function targetOf(key: string, current: number, count: number): number | undefined {
  const last = Math.max(0, count - 1);
  switch (key) {
    case 'ArrowDown':
      return Math.min(last, current + 1);
    case 'ArrowUp':
      return Math.max(0, current - 1);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return undefined;
  }
}
