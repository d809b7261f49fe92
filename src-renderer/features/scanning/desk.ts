import type { Draft } from '#shared/domain/scanning';
import type { ScanRun } from './scan-run.ts';
import type { PageActs } from './use-page-acts.ts';
import type { PageSelection } from './use-page-selection.ts';

/** What every part of the desk may see and do. */
export type Desk = {
  readonly draft: Draft;
  readonly pages: PageSelection;
  readonly acts: PageActs;
  readonly run: ScanRun;
  readonly canScan: boolean;
  readonly scan: () => void;
  /** Scans one sheet in the place of the page shown. */
  readonly rescan: () => void;
  readonly stop: () => void;
  readonly file: () => void;
};
