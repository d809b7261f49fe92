import type { Relative } from '#shared/domain/administration';
import { isIdNumberValid } from '#shared/domain/person';
import { cleanIdNumber } from './new-account.ts';

export const emptyRelative: Relative = { name: '', relation: '', idNumber: '' };

export type RelativesProblem = { readonly kind: 'incomplete' | 'idNumber' | 'duplicate'; readonly number: number };

/** What the data centre knows already: it never tells the number again. */
export type KnownRelative = Pick<Relative, 'name' | 'relation'>;

/** As they are sent: a number that is known and was left empty stays as it is. */
export function withKnownNumbers(relatives: readonly Relative[], known: readonly KnownRelative[]): readonly (KnownRelative & { readonly idNumber: string | null })[] {
  return relatives.map(relative => ({ ...relative, idNumber: isKept(relative, known) ? null : relative.idNumber }));
}

function isKept({ name, relation, idNumber }: Relative, known: readonly KnownRelative[]): boolean {
  return idNumber === '' && known.some(other => other.name === name && other.relation === relation);
}

/** Rows in which nothing was typed count for nothing. */
export function filledRelatives(rows: readonly Relative[]): readonly Relative[] {
  return rows
    .map(({ name, relation, idNumber }) => ({ name: name.trim(), relation: relation.trim(), idNumber: cleanIdNumber(idNumber) }))
    .filter(row => row.name !== '' || row.relation !== '' || row.idNumber !== '');
}

/** The first thing that is wrong, if any. */
export function findProblem(rows: readonly Relative[], known: readonly KnownRelative[] = []): RelativesProblem | undefined {
  const filled = filledRelatives(rows);
  const index = filled.findIndex((row, place) => !isKept(row, known) && problemOf(row, filled.slice(0, place)) !== undefined);
  const row = filled[index];
  const kind = row && problemOf(row, filled.slice(0, index));
  return kind && { kind, number: index + 1 };
}

function problemOf(row: Relative, above: readonly Relative[]): RelativesProblem['kind'] | undefined {
  if (row.name === '' || row.relation === '' || row.idNumber === '') return 'incomplete';
  if (!isIdNumberValid(row.idNumber)) return 'idNumber';
  return above.some(({ idNumber }) => idNumber === row.idNumber) ? 'duplicate' : undefined;
}
