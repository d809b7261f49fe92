/** What was done to the log, and where. Numbers are those of events; a range says how closely the checkpoints let it be told. */
export type Finding =
  /** The bytes of an event, or the columns beside them, are not what was written. */
  | { readonly kind: 'edited'; readonly event: number; readonly part: 'payload' | 'columns' | 'link' }
  | { readonly kind: 'deleted'; readonly from: number; readonly to: number }
  | { readonly kind: 'swapped'; readonly event: number; readonly other: number }
  /** Events stand under numbers that are not their own, each too small by `by`. */
  | { readonly kind: 'renumbered'; readonly from: number; readonly to: number; readonly by: number }
  | { readonly kind: 'repeated'; readonly event: number }
  | { readonly kind: 'unreadable'; readonly event: number }
  /** The chain is sound in itself, and is not the one that was signed. */
  | { readonly kind: 'rechained'; readonly from: number; readonly to: number }
  /** Events at the end are gone; checkpoints of the log itself still name them. */
  | { readonly kind: 'truncated'; readonly from: number; readonly to: number }
  /** Log and checkpoints are from an earlier time; a note from outside names more. */
  | { readonly kind: 'rolled-back'; readonly from: number; readonly to: number }
  | { readonly kind: 'forged-note'; readonly source: string }
  | { readonly kind: 'forked'; readonly size: number; readonly source: string }
  | { readonly kind: 'export-cut' };

export type Report = {
  readonly findings: readonly Finding[];
  /** Further findings of the same kind were left out. */
  readonly hidden: number;
  readonly events: number;
  readonly notes: number;
  readonly anchors: number;
  /** Events up to here are proved by a note from outside; later ones by the log itself only. */
  readonly anchoredUpTo: number;
  readonly signedUpTo: number;
};
