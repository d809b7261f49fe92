import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DraftId } from '#shared/domain/ids';
import type { KnownPlace } from '#shared/domain/next-material';
import type { Draft } from '#shared/domain/scanning';
import { callDesktop, useDesktopQuery } from '../../api/desktop.ts';
import { useKeptState } from '../../ui/kept-state.tsx';
import { beginDraft } from './begin-draft.ts';
import type { DeskNote } from './desk-line.tsx';
import type { Desk } from './desk.ts';
import type { LooseTarget } from './loose-target.ts';
import { collateBacks } from './page-orders.ts';
import { proposeRows } from './row-proposals.ts';
import { listObstacles, toDraftRow } from './row-rules.ts';
import { isBusy } from './scan-run.ts';
import { describeDeeds } from './use-deeds.ts';
import { useDeskActs } from './use-desk-acts.ts';
import { useFiling } from './use-filing.ts';
import { usePageSelection } from './use-page-selection.ts';
import { useScan, type RunResult } from './use-scan.ts';
import { useScannerDesk } from './use-scanner-desk.ts';
import { useStageView } from './use-stage-view.ts';
import { useTypedRow } from './use-typed-row.ts';
import type { VolumeDesk } from './use-volume-desk.ts';

export type Last = KnownPlace & { readonly title: string };

type Loose = { readonly draftId: DraftId; readonly targets: readonly LooseTarget[] };

/** What the desk shows besides the materials themselves. */
export type DeskPanels = {
  readonly last: Last | null;
  readonly loose: readonly LooseTarget[];
  readonly setLoose: (targets: readonly LooseTarget[]) => void;
  readonly note: DeskNote | null;
  readonly dismiss: () => void;
  /** Filing was asked for and something is in its way. */
  readonly isNagging: boolean;
  readonly areRowsOpen: boolean;
  readonly setRowsOpen: (isOpen: boolean) => void;
  readonly areSettingsOpen: boolean;
  readonly setSettingsOpen: (isOpen: boolean) => void;
  readonly errors: readonly unknown[];
  readonly refresh: () => void;
  readonly isOffline: boolean;
};

type Input = { readonly onDesk: VolumeDesk; readonly drafts: readonly Draft[]; readonly first: Draft; readonly wanted: DraftId | undefined };

/** Everything on the desk of one volume, put together. */
export function useDesk({ onDesk, drafts, first, wanted }: Input): { readonly desk: Desk; readonly panels: DeskPanels } {
  const { volumeId } = first;
  const volume = useDesktopQuery('volumes.get', { id: volumeId });
  const scanners = useScannerDesk();
  const view = useStageView();
  const [currentId, choose] = useKeptState<DraftId | undefined>(`scanning.current.${volumeId}`, wanted);
  const draft = drafts.find(({ id }) => id === currentId) ?? drafts.find(({ pages }) => pages.length > 0) ?? first;
  const acts = useDeskActs(draft, onDesk);
  const typed = useTypedRow(draft, acts.setRow);
  const pages = usePageSelection(draft.pages);
  const backs = useBacks(onDesk);
  const scan = useScan(drafts, backs.collate);
  const filing = useFiling(onDesk.letGo);
  const [last, setLast] = useKeptState<Last | null>(`scanning.last.${volumeId}`, null);
  const [loose, setLoose] = useState<Loose | null>(null);
  const [nagged, setNagged] = useState<DraftId | null>(null);
  const [areRowsOpen, setRowsOpen] = useState(false);
  const [areSettingsOpen, setSettingsOpen] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);

  const targets = loose?.draftId === draft.id ? loose.targets : [];
  const materials = volume.data?.materials ?? [];
  const rows = proposeRows(drafts, { materials, last, typed: { id: draft.id, row: typed.row } });
  const rowOf = (each: Draft): Desk['row'] => rows.get(each.id) ?? { ...typed.row, because: 'typed', isCountProposed: false };
  const obstaclesOf = (each: Draft): ReturnType<typeof listObstacles> => {
    const others = drafts.filter(({ id }) => id !== each.id).flatMap(({ row: { classCode, sequence } }) => (classCode === undefined || sequence === undefined ? [] : { classCode, sequence }));
    return listObstacles(rowOf(each), {
      isLoose: each.id === draft.id && targets.length > 0,
      imageCount: each.pages.length,
      isScanning: each.state === 'scanning' || (isBusy(scan.run) && scan.draftId === each.id),
      materials: [...materials, ...others],
    });
  };
  const begin = async (): Promise<void> => {
    const next = await beginDraft(draft);
    onDesk.lay(next);
    choose(next.id);
  };
  const goOn = (): void => {
    const at = drafts.findIndex(({ id }) => id === draft.id);
    const waiting = [...drafts.slice(at + 1), ...drafts.slice(0, Math.max(0, at))].find(each => filing.stateOf(each) === undefined);
    if (waiting) choose(waiting.id);
    else begin().catch(setFailure);
  };
  const file = async (): Promise<void> => {
    setNagged(draft.id);
    if (obstaclesOf(draft).length > 0 || filing.stateOf(draft)?.kind === 'running') return;
    const row = rowOf(draft);
    await typed.flush();
    filing.start({ draft, row: toDraftRow(row), alsoInto: targets.map(target => target.volumeId) });
    if (row.classCode !== null && row.sequence !== null) setLast({ classCode: row.classCode, sequence: row.sequence, title: row.name.trim() });
    goOn();
  };
  const startScan = (kind: 'stack' | 'rescan' | 'backs'): void => {
    const { focus } = pages.selection;
    const settings = scanners.settingsFor(kind === 'rescan');
    if (!settings || scanners.scannerId === null || filing.stateOf(draft)?.kind === 'running' || (kind === 'rescan' && focus === null)) return;
    setNagged(null);
    backs.expect(kind === 'backs' ? draft.id : null);
    scan.start({ draftId: draft.id, scannerId: scanners.scannerId, settings, profileId: scanners.profileId, steps: scanners.choice?.steps, replacePageId: kind === 'rescan' ? focus : null });
  };
  const parts = {
    volume: volume.data,
    drafts,
    draft,
    choose,
    pages,
    acts,
    history: onDesk.history,
    scan,
    scanners,
    canScan: scanners.settingsFor(false) !== undefined && filing.stateOf(draft)?.kind !== 'running',
    view,
    typed,
    rows,
    row: rowOf(draft),
    obstaclesOf,
    filing,
  };
  const deeds = describeDeeds(parts, {
    scan: startScan,
    file: () => void file(),
    newMaterial: () => { if (draft.pages.length > 0) begin().catch(setFailure); },
    openRows: () => { void typed.flush().then(() => { setRowsOpen(true); }); },
    toggleSettings: () => { setSettingsOpen(!areSettingsOpen); },
  });
  return {
    desk: { ...parts, deeds },
    panels: {
      last,
      loose: targets,
      setLoose: next => { setLoose({ draftId: draft.id, targets: next }); },
      note: backs.note,
      dismiss: () => {
        scan.dismiss();
        backs.expect(null);
      },
      isNagging: nagged === draft.id,
      areRowsOpen,
      setRowsOpen,
      areSettingsOpen,
      setSettingsOpen,
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

type Backs = { readonly note: DeskNote | null; readonly expect: (draftId: DraftId | null) => void; readonly collate: (result: RunResult) => void };

/** 手动双面: the next run brings the backs of what lies in the material; once they are in, each goes behind its front. */
function useBacks({ change }: VolumeDesk): Backs {
  const { t } = useTranslation('scanning');
  const [expected, setExpected] = useState<DraftId | null>(null);
  const [note, setNote] = useState<DeskNote | null>(null);
  const collate = async ({ draftId, pageIds }: RunResult): Promise<void> => {
    const { pages } = await callDesktop('drafts.get', { id: draftId });
    const isBack = new Set(pageIds);
    const order = pages.map(({ id }) => id);
    const [fronts, came] = [order.filter(id => !isBack.has(id)), order.filter(id => isBack.has(id))];
    const collated = collateBacks(fronts, came);
    if (!collated) setNote({ tone: 'warning', words: t('backs.unequal', { fronts: fronts.length, backs: came.length }) });
    else if (await change({ preview: drafts => drafts, call: () => callDesktop('drafts.reorderPages', { id: draftId, pageIds: [...collated] }) })) setNote({ tone: 'good', words: t('backs.collated', { count: collated.length }) });
  };
  return {
    note,
    expect: draftId => {
      setExpected(draftId);
      setNote(null);
    },
    collate: result => {
      if (expected !== result.draftId || result.pageIds.length === 0) return;
      setExpected(null);
      void collate(result);
    },
  };
}
