import type { DeskHistory } from '#shared/domain/desk';
import type { DraftId } from '#shared/domain/ids';
import type { ScanProfileId } from '#shared/domain/scan-profile';
import type { Draft } from '#shared/domain/scanning';
import type { Volume } from '#shared/domain/volume';
import type { ProposedRow } from './row-proposals.ts';
import type { Obstacle } from './row-rules.ts';
import type { DeskActs } from './use-desk-acts.ts';
import type { DeskDeeds } from './use-desk-keys.ts';
import type { Filing } from './use-filing.ts';
import type { Joining } from './use-joining.ts';
import type { PageSelection } from './use-page-selection.ts';
import type { ScanControl } from './use-scan.ts';
import type { ScannerDesk } from './use-scanner-desk.ts';
import type { Shaper } from './use-shaper.ts';
import type { StageView } from './use-stage-view.ts';
import type { RowDesk } from './use-typed-row.ts';

/** What every part of the desk may see and do. Buttons do the deeds of the keys, so that both are one. */
export type Desk = {
  readonly volume: Volume | undefined;
  readonly drafts: readonly Draft[];
  /** The material in hand. */
  readonly draft: Draft;
  readonly choose: (id: DraftId) => void;
  readonly pages: PageSelection;
  readonly acts: DeskActs;
  readonly history: DeskHistory;
  readonly scan: ScanControl;
  readonly scanners: ScannerDesk;
  readonly canScan: boolean;
  /** A new stack by this profile, which is the desk's from then on. */
  readonly scanBy: (id: ScanProfileId) => void;
  readonly joining: Joining;
  readonly view: StageView;
  readonly shaper: Shaper;
  readonly typed: RowDesk;
  /** Of every material, as it would be filed. */
  readonly rows: ReadonlyMap<DraftId, ProposedRow>;
  readonly row: ProposedRow;
  readonly obstaclesOf: (draft: Draft) => readonly Obstacle[];
  readonly filing: Filing;
  readonly deeds: DeskDeeds;
};
