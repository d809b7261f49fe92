import type { ClassCode } from '#shared/domain/catalogue';
import type { DraftRow } from '#shared/domain/scanning';
import { maxPagesPerMaterial, type Material } from '#shared/domain/volume';
import { readTypedDate, showDate } from './typed-date.ts';

/** The row as it stands in the fields: text is text until it makes sense. */
export type TypedRow = {
  readonly classCode: ClassCode | null;
  readonly sequence: number | null;
  readonly name: string;
  readonly formedOn: string;
  readonly pageCount: number | null;
  readonly remark: string;
};

/** Why the material cannot be filed yet; each has a sentence beside the button. */
export type Obstacle =
  | 'scanning'
  | 'no-pages'
  | 'class-missing'
  | 'sequence-missing'
  | 'sequence-taken'
  | 'name-missing'
  | 'date-invalid'
  | 'count-missing'
  | 'pages-differ';

export type RowFacts = {
  readonly imageCount: number;
  readonly isScanning: boolean;
  /** Goes into other people's volumes as well: each gives it its own next number. */
  readonly isLoose?: boolean;
  readonly materials: readonly Pick<Material, 'classCode' | 'sequence'>[];
};

export function fromDraftRow(row: DraftRow): TypedRow {
  return {
    classCode: row.classCode ?? null,
    sequence: row.sequence ?? null,
    name: row.name ?? '',
    formedOn: showDate(row.formedOn),
    pageCount: row.pageCount ?? null,
    remark: row.remark ?? '',
  };
}

/** What may be kept at the terminal: everything that makes sense already; the rest stays in the fields. */
export function toDraftRow(typed: TypedRow): DraftRow {
  const date = readTypedDate(typed.formedOn);
  const name = typed.name.trim().slice(0, 120);
  return {
    ...(typed.classCode === null ? {} : { classCode: typed.classCode }),
    ...(isCount(typed.sequence, 999) ? { sequence: typed.sequence } : {}),
    ...(name === '' ? {} : { name }),
    ...(date.kind === 'invalid' ? {} : { formedOn: date.kind === 'date' ? date.date : null }),
    ...(isCount(typed.pageCount, maxPagesPerMaterial) ? { pageCount: typed.pageCount } : {}),
    remark: typed.remark.trim().slice(0, 200),
  };
}

function isCount(value: number | null, max: number): value is number {
  return value !== null && Number.isInteger(value) && value >= 1 && value <= max;
}

/** In the order in which the desk is worked through: the first is the next thing to do. */
export function listObstacles(typed: TypedRow, facts: RowFacts): readonly Obstacle[] {
  const { imageCount, isScanning, isLoose = false, materials } = facts;
  const isTaken = materials.some(({ classCode, sequence }) => classCode === typed.classCode && sequence === typed.sequence);
  const hasCount = isCount(typed.pageCount, maxPagesPerMaterial);
  const checks: readonly (readonly [Obstacle, boolean])[] = [
    ['scanning', isScanning],
    ['no-pages', imageCount === 0 && !isScanning],
    ['class-missing', typed.classCode === null],
    ['sequence-missing', !isLoose && !isCount(typed.sequence, 999)],
    ['sequence-taken', !isLoose && isTaken],
    ['name-missing', typed.name.trim() === ''],
    ['date-invalid', readTypedDate(typed.formedOn).kind === 'invalid'],
    ['count-missing', !hasCount],
    ['pages-differ', hasCount && imageCount > 0 && typed.pageCount !== imageCount],
  ];
  return checks.filter(([, stands]) => stands).map(([obstacle]) => obstacle);
}

/** Two rows say the same: nothing to save. */
export function isSameRow(a: DraftRow, b: DraftRow): boolean {
  const keys = ['classCode', 'sequence', 'name', 'formedOn', 'pageCount', 'remark'] as const;
  return keys.every(key => (a[key] ?? '') === (b[key] ?? ''));
}
