import { useState } from 'react';
import type { DraftId } from '#shared/domain/ids';
import type { ScanProfileId } from '#shared/domain/scan-profile';
import type { Draft } from '#shared/domain/scanning';
import { useDesktopQuery } from '../../api/desktop.ts';
import { useKeptState } from '../../ui/kept-state.tsx';
import { beginDraft } from './begin-draft.ts';
import type { DeskNote } from './desk-line.tsx';
import type { Desk } from './desk.ts';
import { materialPages } from './material-pages.ts';
import { toDraftRow } from './row-rules.ts';
import { isBusy } from './scan-run.ts';
import { useBacks, type Backs } from './use-backs.ts';
import { useCatalogue, type Catalogue } from './use-catalogue.ts';
import { describeDeeds, leaveField, type DeskCommands } from './use-deeds.ts';
import { useDeskActs } from './use-desk-acts.ts';
import { useFiling } from './use-filing.ts';
import { useJoining } from './use-joining.ts';
import { usePageSelection } from './use-page-selection.ts';
import { useScan } from './use-scan.ts';
import { useScannerDesk } from './use-scanner-desk.ts';
import { useShaper } from './use-shaper.ts';
import { useStageView } from './use-stage-view.ts';
import { useTypedRow } from './use-typed-row.ts';
import type { VolumeDesk } from './use-volume-desk.ts';

export type DeskPanel = 'rows' | 'settings' | 'report';

/** What the desk shows besides the materials themselves. */
export type DeskPanels = Pick<Catalogue, 'last' | 'loose' | 'setLoose'> & {
  readonly note: DeskNote | null;
  /** Puts away what the line says. */
  readonly dismiss: () => void;
  /** Filing was asked for and something is in its way. */
  readonly isNagging: boolean;
  readonly open: DeskPanel | null;
  readonly setOpen: (panel: DeskPanel | null) => void;
  readonly errors: readonly unknown[];
  readonly refresh: () => void;
  readonly isOffline: boolean;
};

type Input = { readonly onDesk: VolumeDesk; readonly drafts: readonly Draft[]; readonly first: Draft; readonly wanted: DraftId | undefined };
type Parts = Omit<Desk, 'deeds'>;

/** Everything on the desk of one volume, put together. */
export function useDesk(input: Input): { readonly desk: Desk; readonly panels: DeskPanels } {
  const { onDesk, drafts, first } = input;
  const volume = useDesktopQuery('volumes.get', { id: first.volumeId });
  const hand = useMaterialInHand(input);
  const catalogue = useCatalogue({ volume: volume.data, volumeId: first.volumeId, drafts, ...hand });
  const scanners = useScannerDesk();
  const view = useStageView();
  const backs = useBacks(onDesk);
  const scan = useScan(drafts, backs.collate);
  const filing = useFiling(onDesk.letGo);
  const [nagged, setNagged] = useState<DraftId | null>(null);
  const [open, setOpen] = useState<DeskPanel | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const { draft } = hand;
  const obstaclesOf: Desk['obstaclesOf'] = each => catalogue.obstaclesOf(each, each.state === 'scanning' || (isBusy(scan.run) && scan.draftId === each.id));
  const canScan = scanners.settingsFor(false) !== undefined && filing.stateOf(draft)?.kind !== 'running';
  const scanBy: Desk['scanBy'] = profileId => { startScan(parts, { backs, setNagged }, { profileId }); };
  const parts: Parts = { ...hand, scanBy, joining: useJoining(draft.id, hand.acts), volume: volume.data, drafts, history: onDesk.history, scan, scanners, canScan, view, shaper: useShaper(hand.pages, hand.acts), rows: catalogue.rows, row: catalogue.rowOf(draft), obstaclesOf, filing };
  const commands = describeCommands(parts, { catalogue, backs, lay: onDesk.lay, setNagged, open, setOpen, setFailure });
  return {
    desk: { ...parts, deeds: describeDeeds(parts, commands) },
    panels: {
      ...catalogue,
      note: backs.note,
      dismiss: () => {
        scan.dismiss();
        backs.expect(null);
      },
      isNagging: nagged === draft.id,
      open,
      setOpen,
      errors: [onDesk.error, scanners.error, volume.error, failure],
      refresh: () => {
        setFailure(null);
        onDesk.refresh();
        scanners.refresh();
        void volume.refetch();
      },
      isOffline: volume.isError,
    },
  };
}

type Hand = Pick<Desk, 'draft' | 'choose' | 'acts' | 'typed' | 'pages'>;

/** The one that was asked for, until another is chosen; the one of last time, else the first with pages. */
function useMaterialInHand({ onDesk, drafts, first, wanted }: Input): Hand {
  const [asked, setAsked] = useState(wanted);
  const [currentId, keep] = useKeptState<DraftId | undefined>(`scanning.current.${first.volumeId}`, undefined);
  const choose = (id: DraftId): void => {
    setAsked(undefined);
    keep(id);
  };
  const draft = drafts.find(({ id }) => id === (asked ?? currentId)) ?? drafts.find(({ pages }) => pages.length > 0) ?? first;
  const acts = useDeskActs(draft, onDesk);
  return { draft, choose, acts, typed: useTypedRow(draft, acts.setRow), pages: usePageSelection(materialPages(draft)) };
}

type Around = {
  readonly catalogue: Catalogue;
  readonly backs: Backs;
  readonly lay: VolumeDesk['lay'];
  readonly setNagged: (id: DraftId | null) => void;
  readonly open: DeskPanel | null;
  readonly setOpen: (panel: DeskPanel | null) => void;
  readonly setFailure: (error: unknown) => void;
};

function describeCommands(desk: Parts, around: Around): DeskCommands {
  const { draft, typed, choose } = desk;
  const { open, setOpen, lay, setFailure } = around;
  const begin = (): void => {
    beginDraft(draft).then(next => {
      lay(next);
      choose(next.id);
    }, setFailure);
  };
  return {
    scan: kind => { startScan(desk, around, kind); },
    file: () => void file(desk, around, begin),
    newMaterial: () => { if (draft.pages.length > 0) begin(); },
    openRows: () => void typed.flush().then(() => { setOpen('rows'); }),
    toggleSettings: () => { setOpen(open === 'settings' ? null : 'settings'); },
    report: () => { setOpen('report'); },
  };
}

/** A stack, the page in focus once more, the backs of the last stack, or a stack by another profile than the desk's, which that becomes. */
type ScanKind = 'stack' | 'rescan' | 'backs' | { readonly profileId: ScanProfileId };

function startScan({ draft, scanners, scan, canScan, pages }: Parts, { backs, setNagged }: Pick<Around, 'backs' | 'setNagged'>, kind: ScanKind): void {
  const { scannerId } = scanners;
  const replacePageId = kind === 'rescan' ? pages.selection.focus : null;
  const asked = settingsOf(scanners, kind);
  if (!asked || !canScan || isBusy(scan.run) || scannerId === null || (kind === 'rescan' && replacePageId === null)) return;
  setNagged(null);
  backs.expect(kind === 'backs' ? draft.id : null);
  if (typeof kind === 'object') scanners.chooseProfile(kind.profileId);
  scan.start({ draftId: draft.id, scannerId, ...asked, replacePageId });
}

type Asked = Omit<Parameters<Parts['scan']['start']>[0], 'draftId' | 'scannerId' | 'replacePageId'>;

/** By the desk's profile with what was changed of it by hand, or by another as it is. */
function settingsOf({ settingsFor, settingsBy, profileId, choice }: Parts['scanners'], kind: ScanKind): Asked | undefined {
  if (typeof kind === 'object') {
    const other = settingsBy(kind.profileId);
    return other && { ...other, ...kind };
  }
  const settings = settingsFor(kind === 'rescan');
  return settings && { settings, profileId, steps: choice?.steps };
}

/** The data centre gets the material while the next one is in hand already. */
async function file({ drafts, draft, choose, typed, row, filing, obstaclesOf }: Parts, { catalogue, setNagged }: Around, begin: () => void): Promise<void> {
  setNagged(draft.id);
  if (obstaclesOf(draft).length > 0 || filing.stateOf(draft)?.kind === 'running') return;
  leaveField();
  await typed.flush();
  filing.start({ draft, row: toDraftRow(row), alsoInto: catalogue.loose.map(({ volumeId }) => volumeId) });
  if (row.classCode !== null && row.sequence !== null) catalogue.setLast({ classCode: row.classCode, sequence: row.sequence, title: row.name.trim() });
  const at = drafts.findIndex(({ id }) => id === draft.id);
  const waiting = [...drafts.slice(at + 1), ...drafts.slice(0, Math.max(0, at))].find(each => filing.stateOf(each) === undefined);
  if (waiting) choose(waiting.id);
  else begin();
}
