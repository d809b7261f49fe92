import type { z } from 'zod';
import type { DeviceApi } from '#shared/contract/device-api';
import type { DraftId, DraftPageId } from '#shared/domain/ids';
import type { PageSteps } from '#shared/domain/page-steps';
import type { Paper, ScanKind } from './leaf-count.ts';

export type ScanOrder = {
  readonly draftId: DraftId;
  readonly scannerId: z.input<DeviceApi['scanners.scan']['input']>['scannerId'];
  readonly settings: z.output<DeviceApi['scanners.scan']['input']>['settings'];
  readonly replacePageId: DraftPageId | null;
  /** What its pages go through. */
  readonly steps: PageSteps;
};

/** A stack of paper between two attempts at it: all that is needed to go on. */
export type Stack = {
  readonly order: ScanOrder;
  readonly kind: ScanKind | null;
  /** Sides of whole sheets that are kept. */
  readonly sidesKept: number;
  /** How many sheets are still wanted; null for all. */
  readonly sheetsWanted: number | null;
  /** What the next side takes the place of: the page that is scanned anew, or the lone side of a sheet that goes through again. */
  readonly replaces: DraftPageId | null;
};

export function newStack(order: ScanOrder): Stack {
  // A rescan is of one sheet, whatever lies in the feeder.
  const sheetsWanted = order.replacePageId === null ? order.settings.maxPages : 1;
  return { order, kind: null, sidesKept: 0, sheetsWanted, replaces: order.replacePageId };
}

/** What is left of the stack after an attempt that kept these pages. */
export function stackAfter(stack: Stack, { paper, kind, keptIds }: { readonly paper: Paper; readonly kind: ScanKind | null; readonly keptIds: readonly DraftPageId[] }): Stack {
  const sidesPerSheet = kind === 'duplex' ? 2 : 1;
  const sheetsBefore = Math.floor(stack.sidesKept / sidesPerSheet);
  const lone = paper.isLastSideAlone ? (keptIds.at(-1) ?? null) : null;
  return {
    order: stack.order,
    kind,
    sidesKept: paper.sheetsDone * sidesPerSheet,
    sheetsWanted: stack.sheetsWanted === null ? null : stack.sheetsWanted - (paper.sheetsDone - sheetsBefore),
    replaces: keptIds.length === 0 ? stack.replaces : lone,
  };
}

/** All the sheets that were wanted have gone through. */
export function isStackDone({ sheetsWanted }: Stack): boolean {
  return sheetsWanted !== null && sheetsWanted <= 0;
}
