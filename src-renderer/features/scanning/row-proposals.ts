import type { ClassCode } from '#shared/domain/catalogue';
import type { DraftId } from '#shared/domain/ids';
import { proposePlace, type KnownPlace, type PlaceProposal } from '#shared/domain/next-material';
import type { Draft } from '#shared/domain/scanning';
import { nextSequence } from '#shared/domain/volume';
import type { SeparatorRow } from '#shared/domain/separator-sheet';
import { announcedRow, materialPages } from './material-pages.ts';
import { fromDraftRow, type TypedRow } from './row-rules.ts';

/** The row as it would be filed: what was typed, and proposals where nothing was. */
export type ProposedRow = TypedRow & {
  /** What the class was taken from. */
  readonly because: PlaceProposal['because'] | 'typed' | 'separator';
  /** The number of images stands in for a count that nobody typed. */
  readonly isCountProposed: boolean;
};

export type DeskFacts = {
  readonly materials: readonly KnownPlace[];
  /** What was filed last into this volume during this session. */
  readonly last: KnownPlace | null;
  /** The row in the fields, where it is newer than what the store has. */
  readonly typed: { readonly id: DraftId; readonly row: TypedRow } | null;
};

/** Rows of all materials on the desk. Each follows the one that lies before it, and no number is proposed twice. */
export function proposeRows(drafts: readonly Draft[], { materials, last, typed }: DeskFacts): ReadonlyMap<DraftId, ProposedRow> {
  const rowOf = (draft: Draft): TypedRow => (typed?.id === draft.id ? typed.row : fromDraftRow(draft.row));
  const proposed = new Map<DraftId, ProposedRow>();
  let before = last;
  for (const draft of drafts) {
    const others = drafts.filter(({ id }) => id !== draft.id).flatMap(other => placeOf(proposed.get(other.id) ?? rowOf(other)) ?? []);
    const row = propose(rowOf(draft), { before, taken: [...materials, ...others], images: materialPages(draft).length, said: announcedRow(draft) });
    proposed.set(draft.id, row);
    before = placeOf(row) ?? before;
  }
  return proposed;
}

type Context = { readonly before: KnownPlace | null; readonly taken: readonly KnownPlace[]; readonly images: number; /** By the separator sheet before it. */ readonly said: SeparatorRow | null };

const nothingSaid: Pick<SeparatorRow, 'sequence' | 'pageCount'> = { sequence: null, pageCount: null };

function propose(row: TypedRow, { before, taken, images, said }: Context): ProposedRow {
  const place = proposePlace({ title: row.name, last: before, taken });
  const classCode = row.classCode ?? said?.classCode ?? place.classCode;
  const announced = said?.classCode === classCode ? said : nothingSaid;
  return {
    ...row,
    ...countOf(row.pageCount ?? announced.pageCount, images),
    classCode,
    sequence: row.sequence ?? announced.sequence ?? sequenceBehind(before, taken, classCode),
    because: becauseOf(row, said, place),
  };
}

function sequenceBehind(before: KnownPlace | null, taken: readonly KnownPlace[], classCode: ClassCode | null): number | null {
  return classCode === null ? null : nextSequence(before ? [...taken, before] : taken, classCode);
}

function countOf(counted: number | null, images: number): Pick<ProposedRow, 'pageCount' | 'isCountProposed'> {
  const isCountProposed = counted === null && images > 0;
  return { pageCount: isCountProposed ? images : counted, isCountProposed };
}

function becauseOf({ classCode }: TypedRow, said: SeparatorRow | null, { because }: PlaceProposal): ProposedRow['because'] {
  if (classCode !== null) return 'typed';
  return said ? 'separator' : because;
}

function placeOf({ classCode, sequence }: TypedRow): KnownPlace | null {
  return classCode === null || sequence === null ? null : { classCode, sequence };
}
