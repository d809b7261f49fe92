import { PDFDocument, PDFHexString, PDFName, PDFOperator, PDFOperatorNames as Op, type PDFPage } from 'pdf-lib';
import { codeOf } from '#shared/domain/missing-glyph';
import type { Ink, LineMark, SheetMark, TextMark } from '#shared/domain/sheet-mark';
import { AppError } from '#shared/errors/app-error';
import { openFontBook, type FontBook, type Run } from './fonts/font-book.ts';
import { inksFor, type RedInk } from './inks.ts';

export type PaintedDocument = {
  readonly title: string;
  readonly at: Date;
  /** In the unit of the marks, as are they; the sheet is exactly so large. */
  readonly width: number;
  readonly height: number;
  readonly pointsPerUnit: number;
  readonly red?: RedInk;
  /**
   * A character without a glyph: refused where a person's name would come out wrong; spelt out by its number where others' words are
   * reported, which nobody could print otherwise.
   */
  readonly missing: 'refuse' | 'spell-out';
};

export type Painter = {
  /** One more sheet; `sheet` of the error counts from one. */
  paint(marks: readonly SheetMark[]): Promise<PDFPage>;
  readonly document: PDFDocument;
  finish(): Promise<Buffer>;
};

/** Sheets as text and lines, no pictures: text is set in embedded fonts and can be read back. Throws `sheet.glyph-missing`. */
export async function openPainter(of: PaintedDocument): Promise<Painter> {
  const document = await newDocument(of.title, of.at);
  const fonts = openFontBook(document);
  const ink = inksFor(document, of.red ?? 'separation');
  const scale = of.pointsPerUnit;
  return {
    document,
    paint: async marks => {
      const page = document.addPage([of.width * scale, of.height * scale]);
      const sheet = document.getPageCount();
      const pen: Pen = { page, fonts, scale, ink: (name, isStroke) => ink(page, name, isStroke), missing: (character, mark) => standIn(character, { mark, sheet, missing: of.missing }) };
      for (const mark of marks) page.pushOperators(...(await operatorsFor(mark, pen)));
      return page;
    },
    finish: async () => {
      await fonts.finish();
      return Buffer.from(await document.save());
    },
  };
}

export async function paintSheets(of: PaintedDocument, sheets: readonly (readonly SheetMark[])[]): Promise<Buffer> {
  const painter = await openPainter(of);
  for (const marks of sheets) await painter.paint(marks);
  return painter.finish();
}

export async function newDocument(title: string, at: Date): Promise<PDFDocument> {
  const document = await PDFDocument.create();
  document.setTitle(title);
  document.setCreationDate(at);
  document.setModificationDate(at);
  return document;
}

type Pen = {
  readonly page: PDFPage;
  readonly fonts: FontBook;
  readonly scale: number;
  readonly ink: (name: Ink, isStroke: boolean) => readonly PDFOperator[];
  readonly missing: (character: string, mark: TextMark) => string;
};

const number = (value: number): string => String(Math.round(value * 1000) / 1000);
const operator = (name: Op, ...values: readonly (number | string)[]): PDFOperator => PDFOperator.of(name, values.map(value => (typeof value === 'number' ? number(value) : value)));

async function operatorsFor(mark: SheetMark, pen: Pen): Promise<readonly PDFOperator[]> {
  switch (mark.kind) {
    case 'text':
      return setText(mark, pen);
    case 'line':
      return drawLine(mark, pen);
    case 'box': {
      const { x, y, width, height } = mark;
      const { scale } = pen;
      const bottom = pen.page.getHeight() - (y + height) * scale;
      return [...pen.ink(mark.ink, false), operator(Op.AppendRectangle, x * scale, bottom, width * scale, height * scale), operator(Op.FillNonZero)];
    }
  }
}

function drawLine({ x1, y1, x2, y2, width, ink, dash }: LineMark, { page, scale, ink: inkOf }: Pen): readonly PDFOperator[] {
  const up = (y: number): number => page.getHeight() - y * scale;
  const pattern = dash === undefined ? '[]' : `[${number(dash * scale)}]`;
  return [
    ...inkOf(ink, true),
    operator(Op.SetLineWidth, width * scale),
    operator(Op.SetLineDashPattern, pattern, 0),
    operator(Op.MoveTo, x1 * scale, up(y1)),
    operator(Op.LineTo, x2 * scale, up(y2)),
    operator(Op.StrokePath),
  ];
}

async function setText(mark: TextMark, { page, fonts, scale, ink, missing }: Pen): Promise<readonly PDFOperator[]> {
  const runs = await fonts.set(mark.text, mark.typeface, character => missing(character, mark));
  const size = mark.size * scale;
  const width = runs.reduce((sum, { widthEm }) => sum + widthEm, 0) * mark.size;
  const narrow = mark.room === undefined || width <= mark.room ? 1 : mark.room / width;
  let along = -({ start: 0, middle: 0.5, end: 1 }[mark.anchor] * width * narrow * scale);
  const [x, y] = [mark.x * scale, page.getHeight() - mark.y * scale];
  const operators = runs.flatMap(run => {
    const [atX, atY] = mark.isTurned === true ? [x, y - along] : [x + along, y];
    along += run.widthEm * size * narrow;
    return setRun(run, { size, narrow, page, matrix: mark.isTurned === true ? [0, -1, 1, 0, atX, atY] : [1, 0, 0, 1, atX, atY] });
  });
  return [...ink(mark.ink, false), operator(Op.BeginText), ...operators, operator(Op.EndText)];
}

type RunPlace = { readonly size: number; readonly narrow: number; readonly page: PDFPage; readonly matrix: readonly number[] };

function setRun({ font, ref, hex }: Run, { size, narrow, page, matrix }: RunPlace): readonly PDFOperator[] {
  page.node.setFontDictionary(PDFName.of(font), ref);
  return [
    operator(Op.SetFontAndSize, `/${font}`, size),
    operator(Op.SetTextHorizontalScaling, narrow * 100),
    operator(Op.SetTextMatrix, ...matrix),
    PDFOperator.of(Op.ShowText, [PDFHexString.of(hex)]),
  ];
}

type Lack = { readonly mark: TextMark; readonly sheet: number; readonly missing: PaintedDocument['missing'] };

function standIn(character: string, { mark: { place }, sheet, missing }: Lack): string {
  const code = codeOf(character);
  if (missing === 'spell-out') return `〔${code}〕`;
  throw new AppError('sheet.glyph-missing', { character, code, place: place ?? `第 ${String(sheet)} 张` });
}
