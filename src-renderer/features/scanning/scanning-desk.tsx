import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { DraftId } from '#shared/domain/ids';
import { pagesToFile, type Draft } from '#shared/domain/scanning';
import type { Volume } from '#shared/domain/volume';
import { useDesktopQuery } from '../../api/desktop.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { useShownSecrecy } from '../../ui/secrecy.ts';
import type { LooseTarget } from './loose-target.ts';
import { LooseTargets } from './loose-targets.tsx';
import { DeskActions } from './desk-actions.tsx';
import { DeskNotices } from './desk-notices.tsx';
import { listObstacles } from './row-rules.ts';
import { PageStage } from './page-stage.tsx';
import { PageStrip } from './page-strip.tsx';
import { RemovedPages } from './removed-pages.tsx';
import { RowForm } from './row-form.tsx';
import { isBusy } from './scan-run.ts';
import { ScannerPanel } from './scanner-panel.tsx';
import styles from './scanning-desk.module.css';
import { useDeskKeys } from './use-desk-keys.ts';
import { useDraft, type DraftOnDesk } from './use-draft.ts';
import { useFiling, type Filed } from './use-filing.ts';
import { usePageActs } from './use-page-acts.ts';
import { usePageSelection } from './use-page-selection.ts';
import { useScan } from './use-scan.ts';
import { useScannerDesk } from './use-scanner-desk.ts';
import { useTypedRow } from './use-typed-row.ts';

type Props = {
  readonly draftId: DraftId;
  /** The material itself where it has just been begun. */
  readonly begun: Draft | undefined;
  /** What was filed just before this material came onto the desk. */
  readonly filed: Filed | null;
  readonly onNext: (next: Draft, filed: Filed) => void;
};

export function ScanningDesk({ draftId, begun, ...rest }: Props): ReactElement {
  const onDesk = useDraft(draftId, begun);
  if (onDesk.draft) return <OpenDesk {...rest} onDesk={onDesk} draft={onDesk.draft} />;
  return <ErrorNotice error={onDesk.error} alwaysRetry onRetry={onDesk.refresh} />;
}

type OpenProps = Omit<Props, 'draftId' | 'begun'> & { readonly onDesk: DraftOnDesk; readonly draft: Draft };

/** Pages left, the chosen page in the middle, scanner and catalogue row right. */
function OpenDesk({ onDesk, draft, filed, onNext }: OpenProps): ReactElement {
  const { t } = useTranslation('scanning');
  const volume = useDesktopQuery('volumes.get', { id: draft.volumeId });
  useShownSecrecy(volume.data?.secrecy);
  const scan = useScan(draft.id, draft);
  const scanners = useScannerDesk();
  const typed = useTypedRow(draft);
  const [others, setOthers] = useState<readonly LooseTarget[]>([]);
  const filing = useFiling(draft, { flush: typed.flush, alsoInto: others.map(({ volumeId }) => volumeId), onNext });
  const acts = usePageActs(draft, onDesk.change);
  const pages = usePageSelection(draft.pages);
  const [isFilingShown, setIsFilingShown] = useState(false);

  const obstacles = listObstacles(typed.row, {
    isLoose: others.length > 0,
    imageCount: pagesToFile(draft.pages).length,
    isScanning: isBusy(scan.run),
    materials: volume.data?.materials ?? [],
  });
  const startScan = (replacesFocus: boolean): void => {
    const settings = scanners.settingsFor(replacesFocus);
    if (!settings || scanners.scannerId === null || filing.isRunning) return;
    setIsFilingShown(false);
    scan.start({ scannerId: scanners.scannerId, settings, profileId: scanners.profileId, steps: scanners.choice?.steps, replacePageId: replacesFocus ? pages.selection.focus : null });
  };
  const desk = {
    draft,
    pages,
    acts,
    run: scan.run,
    canScan: scanners.settingsFor(false) !== undefined && !filing.isRunning,
    scan: () => { startScan(false); },
    rescan: () => { if (pages.selection.focus !== null) startScan(true); },
    stop: scan.stop,
    file: () => {
      setIsFilingShown(true);
      if (obstacles.length === 0) filing.start();
    },
  };
  useDeskKeys(desk);

  return (
    <>
      <PageHeader title={t('deskTitle', { name: draft.personName })} lead={<DeskLead volume={volume.data} isMissing={volume.isError} />} actions={<DeskActions draft={draft} />} />
      <div className={styles['desk']}>
        <div className={styles['left']}>
          <PageStrip draft={draft} pages={pages} acts={acts} />
          <RemovedPages draft={draft} onRestore={acts.restore} />
        </div>
        <div className={styles['middle']}>
          <PageStage desk={desk} />
          <DeskNotices run={scan.run} filed={draft.pages.length === 0 ? filed : null} errors={[onDesk.error, typed.error, filing.error, scanners.error, volume.error]} onDismiss={scan.dismiss} onRetry={() => {
            onDesk.refresh();
            scanners.refresh();
            void volume.refetch();
          }} />
        </div>
        <div className={styles['right']}>
          <ScannerPanel scanners={scanners} desk={desk} isPrimary={obstacles.length > 0} />
          <RowForm typed={typed} images={pagesToFile(draft.pages).length} volume={volume.data} obstacles={obstacles} filing={filing} isNagging={isFilingShown} onFile={desk.file} loose={<LooseTargets draft={draft} targets={others} onChange={setOthers} />} volumes={1 + others.length} />
        </div>
      </div>
    </>
  );
}

function DeskLead({ volume, isMissing }: { readonly volume: Volume | undefined; readonly isMissing: boolean }): string {
  const { t } = useTranslation('scanning');
  if (volume) return t('deskLead', { archiveNumber: volume.archiveNumber, count: volume.materials.length });
  return isMissing ? t('deskLeadOffline') : ' ';
}
