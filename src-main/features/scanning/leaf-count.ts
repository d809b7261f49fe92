import type { ScanStep } from '#shared/domain/scan-fault';

export type ScanKind = 'flatbed' | 'feeder' | 'duplex';

/** What one attempt at a stack has told of its paper. */
export type Leaves = {
  readonly kind: ScanKind | null;
  /** Sides of this attempt whose sheet has moved, or may have. */
  readonly sidesBegun: number;
  /** The driver tells when it draws a sheet in; of others it can only be supposed. */
  readonly isToldBySteps: boolean;
};
export const noLeaves: Leaves = { kind: null, sidesBegun: 0, isToldBySteps: false };

/** The device refused before it drew the sheet in. */
const unfedStatuses: readonly string[] = ['no-docs', 'device-busy', 'access-denied', 'cover-open', 'no-mem', 'inval', 'unsupported'];

type Stepped = { readonly step: ScanStep; readonly isEnded: boolean; readonly side: number; readonly status: string };

export function afterStep(leaves: Leaves, { step, isEnded, side, status }: Stepped): Leaves {
  if (step !== 'warm-up' && step !== 'start') return leaves;
  if (!isEnded) return { ...leaves, sidesBegun: Math.max(leaves.sidesBegun, side), isToldBySteps: true };
  return unfedStatuses.includes(status) ? { ...leaves, sidesBegun: side - 1 } : leaves;
}

/** No sheet moves by what these say. */
const stillCodes: readonly string[] = ['scanner.no-paper', 'scanner.cover-open', 'scanner.busy', 'scanner.not-found', 'scanner.setting-refused', 'scanner.unavailable'];

/** After a failure of a device that does not say when it draws in: the next side may have begun. */
export function supposeBegun(leaves: Leaves, kept: number, code: string): Leaves {
  const isUnknown = !leaves.isToldBySteps && (leaves.kind === 'feeder' || leaves.kind === 'duplex') && !stillCodes.includes(code);
  return isUnknown ? { ...leaves, sidesBegun: Math.max(leaves.sidesBegun, kept + 1) } : leaves;
}

export type Paper = {
  /** Of the whole stack, with those of earlier attempts. */
  readonly sidesKept: number;
  /** The sheets that were under way, from this one on; they have to go through again. */
  readonly putBackSheet: number | null;
  readonly putBackCount: number;
  /** One side of the last sheet is kept, the other is missing. */
  readonly isLastSideAlone: boolean;
  /** Whole sheets that are done. */
  readonly sheetsDone: number;
};

/** Where the stack stands: `before` sides are of earlier attempts, whole sheets; `kept` are safe from this one. A sheet has as many sides as the source scans. */
export function countPaper(leaves: Leaves, before: number, kept: number): Paper {
  const sidesPerSheet = leaves.kind === 'duplex' ? 2 : 1;
  const sidesKept = before + kept;
  const sheetsDone = Math.floor(sidesKept / sidesPerSheet);
  const sheetsBegun = Math.ceil(Math.max(before + leaves.sidesBegun, sidesKept) / sidesPerSheet);
  // What lies on the glass does not move.
  const putBackCount = leaves.kind === 'flatbed' ? 0 : sheetsBegun - sheetsDone;
  return {
    sidesKept,
    putBackSheet: putBackCount > 0 ? sheetsDone + 1 : null,
    putBackCount,
    isLastSideAlone: sidesKept % sidesPerSheet !== 0,
    sheetsDone,
  };
}
