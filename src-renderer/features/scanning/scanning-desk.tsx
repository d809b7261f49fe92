import { useEffect, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Draft } from '#shared/domain/scanning';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { useShownSecrecy } from '../../ui/secrecy.ts';
import { AllRows } from './all-rows.tsx';
import { beginDraft, type DeskPlace } from './begin-draft.ts';
import { ClassPicker } from './class-picker.tsx';
import { DeskHeader } from './desk-header.tsx';
import { DeskLine } from './desk-line.tsx';
import { FaultReportDialog } from './fault-report.tsx';
import { LooseTargets } from './loose-targets.tsx';
import { MaterialStrip } from './material-strip.tsx';
import { PageStage } from './page-stage.tsx';
import { PageStrip } from './page-strip.tsx';
import { PageTrays } from './page-trays.tsx';
import { RowForm } from './row-form.tsx';
import styles from './scanning-desk.module.css';
import { useBarcodes } from './use-barcodes.ts';
import { useDesk, type DeskPanels } from './use-desk.ts';
import { useDeskKeys } from './use-desk-keys.ts';
import { useProfileKeys } from './use-profile-keys.ts';
import { useScannerButton } from './use-scanner-button.ts';
import { useVolumeDesk, type VolumeDesk } from './use-volume-desk.ts';

/** One volume at a time: its materials come onto the desk, are looked at, get their rows and go. */
export function ScanningDesk({ place }: { readonly place: DeskPlace }): ReactElement | null {
  const onDesk = useVolumeDesk(place.volumeId);
  const [failure, setFailure] = useState<unknown>(null);
  const isEmpty = onDesk.drafts?.length === 0;
  const { lay } = onDesk;
  useEffect(() => {
    if (isEmpty) beginDraft(place).then(lay, setFailure);
  }, [isEmpty]);
  const [first] = onDesk.drafts ?? [];
  if (first && onDesk.drafts) return <OpenDesk place={place} onDesk={onDesk} drafts={onDesk.drafts} first={first} />;
  return <ErrorNotice error={onDesk.error ?? failure} alwaysRetry onRetry={onDesk.refresh} />;
}

type OpenProps = { readonly place: DeskPlace; readonly onDesk: VolumeDesk; readonly drafts: readonly Draft[]; readonly first: Draft };

/** Pages left, the chosen page in the middle, its row and the classes right; above, the scanner and one line that tells how things go. */
function OpenDesk({ place, ...input }: OpenProps): ReactElement {
  const { t } = useTranslation('scanning');
  const { desk, panels } = useDesk({ ...input, wanted: place.draftId });
  useShownSecrecy(desk.volume?.secrecy);
  useDeskKeys(desk.deeds);
  useProfileKeys(desk);
  useScannerButton(desk);
  useBarcodes(desk.typed);
  const closePanel = (): void => { panels.setOpen(null); };
  const isScanNext = desk.obstaclesOf(desk.draft).length > 0;
  return (
    <>
      <DeskHeader desk={desk} isScanNext={isScanNext} settings={{ isOpen: panels.open === 'settings', setOpen: isOpen => { panels.setOpen(isOpen ? 'settings' : null); } }} isOffline={panels.isOffline} onDiscarded={panels.refresh} />
      <DeskLine desk={desk} note={panels.note} onDismiss={panels.dismiss} />
      <div className={styles['desk']}>
        <div className={styles['left']}>
          <PageStrip desk={desk} />
          <PageTrays desk={desk} />
        </div>
        <div className={styles['middle']}>
          <MaterialStrip desk={desk} />
          <PageStage desk={desk} />
          <Failures panels={panels} />
        </div>
        <aside className={styles['right']} aria-label={t('row.title')}>
          <RowForm
            desk={desk}
            isNagging={panels.isNagging}
            lastTitle={panels.last?.title ?? null}
            loose={<LooseTargets draft={desk.draft} targets={panels.loose} onChange={panels.setLoose} />}
            volumes={1 + panels.loose.length}
          />
          <ClassPicker desk={desk} onPick={classCode => { desk.typed.edit({ classCode, sequence: null }); }} />
        </aside>
      </div>
      <FaultReportDialog isOpen={panels.open === 'report'} onClose={closePanel} />
      <AllRows desk={desk} isOpen={panels.open === 'rows'} onClose={closePanel} />
    </>
  );
}

/** What could not be read or kept, laid over the foot of the page: nothing moves when a message comes. */
function Failures({ panels: { errors, refresh } }: { readonly panels: DeskPanels }): ReactElement {
  const failures = errors.filter(error => error !== null && error !== undefined);
  return (
    <div className={styles['notices']}>
      {failures.map((error, index) => <ErrorNotice key={index} error={error} onRetry={refresh} />)}
    </div>
  );
}
