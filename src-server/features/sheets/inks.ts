import { PDFName, PDFOperator, PDFOperatorNames as Op, type PDFDocument, type PDFPage, type PDFRef } from 'pdf-lib';
import type { Ink } from '#shared/domain/sheet-mark';

/** A solid ink of its own, or magenta over yellow for printers that mix separations badly. */
export type RedInk = 'separation' | 'process';

const redSpace = 'SpotRed';
/** Of black; rules between rows. */
const greyShare = '0.54';

/** Each ink is one solid value of one colour space; black is black toner alone, never a mixture. */
export function inksFor({ context }: PDFDocument, red: RedInk): (page: PDFPage, ink: Ink, isStroke: boolean) => readonly PDFOperator[] {
  let space: PDFRef | undefined;
  const separation = (): PDFRef => {
    space ??= context.register(context.obj(['Separation', 'DangLianRed', 'DeviceCMYK', { FunctionType: 2, Domain: [0, 1], C0: [0, 0, 0, 0], C1: [0, 1, 1, 0], N: 1 }]));
    return space;
  };
  return (page, ink, isStroke) => {
    if (ink !== 'spot-red') return [PDFOperator.of(isStroke ? Op.StrokingColorGray : Op.NonStrokingColorGray, [ink === 'black' ? '0' : greyShare])];
    if (red === 'process') return [PDFOperator.of(isStroke ? Op.StrokingColorCmyk : Op.NonStrokingColorCmyk, ['0', '1', '1', '0'])];
    addColorSpace(page, separation());
    return [
      PDFOperator.of(isStroke ? Op.StrokingColorspace : Op.NonStrokingColorspace, [`/${redSpace}`]),
      PDFOperator.of(isStroke ? Op.StrokingColorN : Op.NonStrokingColorN, ['1']),
    ];
  };
}

function addColorSpace({ node, doc }: PDFPage, space: PDFRef): void {
  const { Resources } = node.normalizedEntries();
  Resources.set(PDFName.of('ColorSpace'), doc.context.obj({ [redSpace]: space }));
}
