/** Office programs run a cell that begins so as a formula. */
const formulaStart = /^[=+\-@\t\r\n＝＋－＠]/u;

/** A text that every office program shows as the text that it is. */
export function plainCell(text: string): string {
  return formulaStart.test(text) ? `'${text}` : text;
}
