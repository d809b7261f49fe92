// A bundle knows the names of a CommonJS package only where they are imported statically: what is loaded when it is needed is this file.
export { PDFDocument, concatTransformationMatrix, popGraphicsState, pushGraphicsState } from 'pdf-lib';
