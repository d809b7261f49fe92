import { svg, type Box } from './svg.ts';
import { blackInk, fonts, measureText, printText, wrapText, writeText, type Hand } from './text.ts';

/** One cell of a form. `label` is printed, `written` is in the filler's hand, `typed` came from a typewriter or printer. */
export type Cell = {
  readonly row: number;
  readonly column: number;
  readonly across?: number;
  readonly down?: number;
  readonly label?: string;
  readonly written?: string;
  readonly typed?: string;
  readonly size?: number;
  readonly align?: 'left' | 'center';
};

export type Grid = {
  readonly x: number;
  readonly y: number;
  readonly columns: readonly number[];
  readonly rows: readonly number[];
  readonly cells: readonly Cell[];
  readonly hand: Hand;
  readonly color?: string;
};

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

export function cellBox(grid: Pick<Grid, 'x' | 'y' | 'columns' | 'rows'>, { row, column, across = 1, down = 1 }: Cell): Box {
  return {
    x: grid.x + sum(grid.columns.slice(0, column)),
    y: grid.y + sum(grid.rows.slice(0, row)),
    width: sum(grid.columns.slice(column, column + across)),
    height: sum(grid.rows.slice(row, row + down)),
  };
}

/** Ruled boxes with what stands in them, and a heavier frame around. */
export function drawGrid(grid: Grid): string {
  const { x, y, columns, rows, color = blackInk } = grid;
  const boxes = grid.cells.map(cell => {
    const box = cellBox(grid, cell);
    return svg`<rect x="${box.x}" y="${box.y}" width="${box.width}" height="${box.height}"/>`;
  });
  const texts = grid.cells.map(cell => drawCell(cell, cellBox(grid, cell), grid));
  return svg`<g fill="none" stroke="${color}" stroke-width="2.6">${boxes.join('')}<rect x="${x}" y="${y}" width="${sum(columns)}" height="${sum(rows)}" stroke-width="6"/></g>${texts.join('')}`;
}

function drawCell(cell: Cell, box: Box, grid: Grid): string {
  const { hand, color = blackInk } = grid;
  const parts: string[] = [];
  if (cell.label !== undefined) parts.push(drawLabel(cell.label, box, { size: cell.size ?? 38, color }));
  if (cell.typed !== undefined) parts.push(drawLines(fit(cell.typed, box, cell.size ?? 38), box, { ...cell, put: (line, at) => printText(at, line, { size: at.size, font: fonts.song }) }));
  if (cell.written !== undefined) parts.push(drawLines(fit(cell.written, box, cell.size ?? 50), box, { ...cell, put: (line, at) => writeText(hand, line, at) }));
  return parts.join('');
}

/** Printed in the middle; down the cell when it is too narrow for two characters side by side. */
function drawLabel(text: string, box: Box, { size, color }: { readonly size: number; readonly color: string }): string {
  if (box.width < size * 2.1 && box.height > box.width * 1.5) {
    const characters = Array.from(text);
    const pitch = Math.min(size * 1.5, (box.height - 20) / characters.length);
    const top = box.y + (box.height - pitch * characters.length) / 2;
    return characters.map((character, index) => printText({ x: box.x + box.width / 2, y: top + (index + 0.8) * pitch }, character, { size: Math.min(size, pitch), anchor: 'middle', color })).join('');
  }
  const lines = measureText(text) * size <= box.width - 8 ? [text] : wrapText(text, Math.max(2, Math.floor((box.width - 16) / size)));
  const leading = size * 1.2;
  const first = box.y + box.height / 2 - ((lines.length - 1) * leading) / 2 + size * 0.36;
  return lines.map((line, index) => printText({ x: box.x + box.width / 2, y: first + index * leading }, line, { size, anchor: 'middle', color })).join('');
}

type Fitted = { readonly lines: readonly string[]; readonly size: number };

/** Writers make their characters smaller before they give up. */
function fit(text: string, box: Box, wished: number): Fitted {
  for (let size = wished; size > wished * 0.5; size *= 0.92) {
    const lines = text.split('\n').flatMap(line => wrapText(line, (box.width - 22) / size));
    if (lines.length * size * 1.22 <= box.height - 8) return { lines, size };
  }
  return { lines: wrapText(text, (box.width - 22) / (wished * 0.5)), size: wished * 0.5 };
}

type Placing = Pick<Cell, 'align'> & { readonly put: (line: string, at: { x: number; y: number; size: number }) => string };

function drawLines({ lines, size }: Fitted, box: Box, { align, put }: Placing): string {
  const leading = size * 1.24;
  const first = box.y + box.height / 2 - ((lines.length - 1) * leading) / 2 + size * 0.36;
  const isLeft = align === 'left' || (align === undefined && lines.length > 1);
  return lines
    .map((line, index) => {
      const x = isLeft ? box.x + 16 : box.x + Math.max(8, (box.width - measureText(line) * size) / 2);
      return put(line, { x, y: first + index * leading, size });
    })
    .join('');
}
