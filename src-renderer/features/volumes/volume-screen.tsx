import { ArrowLeftOutlined, PrinterOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { MaterialId, VolumeId } from '#shared/domain/ids';
import type { ViewableMaterial } from '#shared/domain/viewing';
import type { Material, Volume } from '#shared/domain/volume';
import { AppError } from '#shared/errors/app-error';
import { useDesktopQuery } from '../../api/desktop.ts';
import { useAct } from '../../api/use-act.ts';
import { useHasRole } from '../../api/signed-in.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { useKeys } from '../../ui/keys.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { useNavigation } from '../../ui/place.ts';
import { useShownSecrecy } from '../../ui/secrecy.ts';
import { AddEvidence, EvidenceDrawer } from '../evidence/index.ts';
import { TransferDialog } from '../forms/index.ts';
import { PrintDialog } from '../printing/index.ts';
import { MaterialReader, OfflineNotice, useViewSession, type ViewHandle } from '../viewing/index.ts';
import { Catalogue } from './catalogue.tsx';
import { CompletenessDrawer } from './completeness-panel.tsx';
import { SavePackage } from './save-package.tsx';
import styles from './volumes.module.css';

/** A volume at its custodian's (pages and all) or before an approver (catalogue only). */
export function VolumeScreen({ volumeId }: { readonly volumeId: VolumeId }): ReactElement {
  const { t } = useTranslation('volumes');
  const isArchivist = useHasRole('archivist');
  const volume = useDesktopQuery('volumes.get', { id: volumeId });
  const custody = useViewSession(isArchivist ? { kind: 'custody', volumeId } : null);
  useShownSecrecy(volume.data?.secrecy);
  if (volume.data) return <OpenVolume volume={volume.data} custody={isArchivist ? custody : null} />;
  return (
    <div className={styles['waiting']}>
      {volume.error ? <ErrorNotice error={volume.error} onRetry={() => void volume.refetch()} alwaysRetry /> : <EmptyState isScreen title={t('opening')} />}
    </div>
  );
}

type OpenProps = { readonly volume: Volume; readonly custody: ViewHandle | null };

function OpenVolume({ volume, custody }: OpenProps): ReactElement {
  const { t } = useTranslation('volumes');
  const { goTo } = useNavigation();
  const [reading, setReading] = useState<MaterialId | null>(null);
  const [isChecking, setIsChecking] = useState(false);
  const of = { volumeId: volume.id, personId: volume.personId, personName: volume.personName };
  const taking = useAct('drafts.takeSetAside', ({ id }) => { goTo({ screen: 'scanning', ...of, draftId: id }); });
  const toCatalogue = (): void => {
    custody?.setMaterial(null);
    setReading(null);
  };
  const toPrint = (): void => { goTo({ screen: 'catalogue', volumeId: volume.id }); };
  useKeys(t('keys.group'), [{ keys: ['C'], label: t('completeness'), run: () => { setIsChecking(true); } }, ...(custody ? [{ keys: ['P'], label: t('printCatalogue'), run: toPrint }] : [])], { isActive: reading === null });
  useKeys(t('keys.group'), [{ keys: ['Escape'], label: t('toCatalogue'), run: toCatalogue }], { isActive: reading !== null });
  const pageCount = volume.materials.reduce((sum, material) => sum + material.pageCount, 0);
  const toRoster = <Button type="text" icon={<ArrowLeftOutlined />} aria-label={t('toRoster')} title={t('toRoster')} onClick={() => { goTo({ screen: 'roster' }); }} />;
  const scan = (
    <Button
      type="primary"
      data-act="scan"
      onClick={() => { goTo({ screen: 'scanning', ...of }); }}
    >
      {t('scan')}
    </Button>
  );
  return (
    <>
      <PageHeader
        back={reading === null ? toRoster : null}
        title={t('title', { name: volume.personName, kind: t(`kind.${volume.kind}`, { ordinal: volume.ordinal }) })}
        lead={t('lead', { archiveNumber: volume.archiveNumber, materials: volume.materials.length, pages: pageCount, version: volume.version })}
        actions={reading === null ? <CatalogueActs volume={volume} canSave={custody !== null} onCheck={() => { setIsChecking(true); }} onPrint={toPrint} /> : null}
        primary={reading === null ? (custody ? scan : null) : <Button type="primary" onClick={toCatalogue}>{t('toCatalogue')}</Button>}
      />
      <ErrorNotice error={taking.error} />
      {reading === null || custody === null ? (
        <Catalogue
          volume={volume}
          onOpen={custody === null ? null : (material: Material) => { setReading(material.id); }}
          onTakeAside={custody === null ? null : ({ id: materialId }: Material) => { taking.mutate({ materialId, ...of }); }}
        />
      ) : (
        <CustodyReader custody={custody} start={reading} />
      )}
      <CompletenessDrawer isOpen={isChecking} volumeId={volume.id} onClose={() => { setIsChecking(false); }} />
    </>
  );
}

type ActProps = { readonly volume: Volume; readonly canSave: boolean; readonly onCheck: () => void; readonly onPrint: () => void };

function CatalogueActs({ volume: { id: volumeId, personId }, canSave, onCheck, onPrint }: ActProps): ReactElement {
  const { t } = useTranslation('volumes');
  const [isSaving, setIsSaving] = useState(false);
  const [isComparing, setIsComparing] = useState(false);
  const [isTransfer, setIsTransfer] = useState(false);
  useKeys(t('keys.group'), [{ keys: ['H'], label: t('evidence'), run: () => { setIsComparing(true); } }]);
  return (
    <>
      <Button onClick={() => { setIsComparing(true); }}>{t('evidence')}</Button>
      <Button onClick={onCheck}>{t('completeness')}</Button>
      {canSave ? <Button onClick={onPrint}>{t('printCatalogue')}</Button> : null}
      {canSave ? <Button onClick={() => { setIsSaving(true); }}>{t('package.open')}</Button> : null}
      {canSave ? <Button onClick={() => { setIsTransfer(true); }}>{t('transferNotice')}</Button> : null}
      {isTransfer ? <TransferDialog personId={personId} onClose={() => { setIsTransfer(false); }} /> : null}
      <EvidenceDrawer isOpen={isComparing} personId={personId} onClose={() => { setIsComparing(false); }} />
      {isSaving ? <SavePackage volumeId={volumeId} onClose={() => { setIsSaving(false); }} /> : null}
    </>
  );
}

function CustodyReader({ custody, start }: { readonly custody: ViewHandle; readonly start: MaterialId }): ReactElement {
  const { t } = useTranslation('volumes');
  const [printed, setPrinted] = useState<ViewableMaterial | null>(null);
  const { view } = custody;
  if (view.kind === 'opening') return <EmptyState title={t('opening')} />;
  if (view.kind !== 'open') {
    const error = view.kind === 'failed' ? view.error : new AppError('view-session.closed');
    return (
      <div className={styles['waiting']}>
        <ErrorNotice error={error} onRetry={custody.retry} alwaysRetry />
      </div>
    );
  }
  return (
    <>
      <OfflineNotice secondsLeft={view.offlineSecondsLeft} />
      <MaterialReader
        session={view.session}
        isConfirmed={view.isConfirmed}
        start={start}
        onMaterialChange={custody.setMaterial}
        actionsFor={(material, page) => (
          <>
            <AddEvidence personId={view.session.personId} material={material} page={material.pages[page]?.number ?? 1} />
            {material.canPrint ? (
              <Button icon={<PrinterOutlined />} onClick={() => { setPrinted(material); }}>
                {t('print')}
              </Button>
            ) : null}
          </>
        )}
      />
      {printed ? <PrintDialog session={view.session} material={printed} onClose={() => { setPrinted(null); }} /> : null}
    </>
  );
}
