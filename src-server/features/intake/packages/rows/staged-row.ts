import { parseClassCode, type ClassCode } from '#shared/domain/catalogue';
import type { StagedRow } from '#shared/domain/staged-volume';
import { parseClassFolder } from '../layout/class-folder.ts';
import { fieldText, parseCount } from './field-values.ts';

/** A row of a catalogue in words. `formedOn` is normalised already. */
export type RowText = {
  readonly source: string;
  readonly rawClass: string;
  readonly rawSequence: string;
  readonly name: string;
  readonly formedOn: string;
  readonly rawPageCount: string;
  readonly copies: string;
  readonly remark: string;
  readonly heading: string | null;
};

export function stagedRow(row: RowText): StagedRow {
  const { rawClass, rawSequence, sequence } = numberOf(row);
  return {
    source: row.source,
    rawClass: fieldText(rawClass),
    classCode: findClassCode(rawClass),
    rawSequence: fieldText(rawSequence),
    sequence,
    name: fieldText(row.name),
    formedOn: fieldText(row.formedOn),
    rawPageCount: fieldText(row.rawPageCount),
    pageCount: parseCount(row.rawPageCount),
    copies: parseCount(row.copies),
    remark: fieldText(row.remark),
    heading: row.heading === null ? null : fieldText(row.heading),
  };
}

/** Class and sequence of a row; a whole number such as `4-1-2` may stand in either column. */
function numberOf({ rawClass, rawSequence }: RowText): { readonly rawClass: string; readonly rawSequence: string; readonly sequence: number | null } {
  const number = splitMaterialNumber(rawSequence) ?? (rawSequence === '' ? splitMaterialNumber(rawClass) : undefined);
  const isOfOtherClass = number !== undefined && rawClass !== '' && rawSequence !== '' && findClassCode(rawClass) !== number.classCode;
  if (number === undefined || isOfOtherClass) return { rawClass, rawSequence, sequence: parseCount(rawSequence) };
  return { rawClass: number.rawClass, rawSequence: rawSequence === '' ? String(number.sequence) : rawSequence, sequence: number.sequence };
}

export function findClassCode(rawClass: string): ClassCode | null {
  return parseClassCode(rawClass) ?? parseClassFolder(rawClass)?.classCode ?? null;
}

/** `4-1-2`, `四-1-2`, `3-2`, `一.3`: the class and the sequence in it; `4-1` alone is a class. */
export function splitMaterialNumber(text: string): { readonly rawClass: string; readonly classCode: ClassCode; readonly sequence: number } | undefined {
  if (text.length > 40) return undefined;
  const [, rawClass, digits] = /^(.*?)[\s._\-‐-―−—、]+0*(\d{1,3})$/u.exec(text.normalize('NFKC').trim()) ?? [];
  const classCode = rawClass === undefined ? undefined : parseClassCode(rawClass);
  return rawClass === undefined || classCode === undefined ? undefined : { rawClass, classCode, sequence: Number(digits) };
}
