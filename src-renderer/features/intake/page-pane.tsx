import { useMemo, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { windowPaths } from '#shared/contract/desktop-api';
import { formatMaterialNumber } from '#shared/domain/catalogue';
import type { Place } from '#shared/domain/finding';
import type { FindingId } from '#shared/domain/ids';
import type { DeliveredMaterial, PackageReport } from '#shared/domain/intake';
import { EmptyState } from '../../ui/empty-state.tsx';
import { PageViewer, type ViewerPage } from '../../ui/page-viewer.tsx';
import { useFindingWords } from './finding-words.ts';
import styles from './package-screen.module.css';

/** What is looked at: a place of the package, and the finding that led there. */
export type ShownPlace = Pick<Place, 'classCode' | 'sequence' | 'page'> & { readonly findingId: FindingId | null };

type Props = { readonly report: PackageReport; readonly shown: ShownPlace | null; readonly onShow: (place: ShownPlace) => void };

/** The page itself beside what is said about it, with the other pages of its material to leaf through. */
export function PagePane({ report, shown, onShow }: Props): ReactElement {
  const { t } = useTranslation('intake');
  const { sentenceOf, placeOf } = useFindingWords();
  const material = materialAt(report, shown);
  const pages = useMemo(() => (material ? toViewerPages(report, material) : []), [report.id, material]); // the pages of a package never change
  const finding = report.findings.find(({ id }) => id === shown?.findingId);
  const wanted = pages.findIndex(({ number }) => number === shown?.page);
  const index = Math.max(0, wanted);
  return (
    <div className={styles['right']}>
      <div className={styles['caption']} data-severity={finding?.severity}>
        <div className={styles['said']}>
          <strong>{finding ? placeOf(finding.place) : material ? placeOf({ classCode: material.classCode, sequence: material.sequence, page: null, path: null }) : ''}</strong>
          <span>{finding ? sentenceOf(finding) : (material?.name ?? '')}</span>
        </div>
        <div className={styles['values']}>
          {finding ? <ExpectedFound expected={finding.expected} found={finding.found} /> : null}
          {finding && material ? <span>{material.name}</span> : null}
          {finding || !material ? null : <span>{t('delivered.counts', { catalogue: material.pageCount ?? '—', images: material.pages.length })}</span>}
        </div>
      </div>
      {material && pages.length > 0 ? (
        <PageViewer
          label={t('report.page', { number: formatMaterialNumber(material.classCode, material.sequence), name: material.name })}
          pages={pages}
          current={index}
          onCurrentChange={next => { if (shown) onShow({ ...shown, page: pages[next]?.number ?? 1 }); }}
        />
      ) : (
        <EmptyState title={t(material ? 'report.noImage' : 'report.noPage')}>{t(material ? 'report.noImageLesson' : 'report.noPageLesson')}</EmptyState>
      )}
    </div>
  );
}

function ExpectedFound({ expected, found }: { readonly expected: string; readonly found: string }): ReactElement {
  const { t } = useTranslation('intake');
  return (
    <>
      {expected === '' ? null : <span>{t('finding.expected')} <b>{expected}</b></span>}
      {found === '' ? null : <span>{t('finding.found')} <b>{found}</b></span>}
    </>
  );
}

function materialAt({ catalogue }: PackageReport, shown: ShownPlace | null): DeliveredMaterial | undefined {
  return catalogue.find(({ classCode, sequence }) => classCode === shown?.classCode && sequence === shown.sequence);
}

function toViewerPages(report: PackageReport, material: DeliveredMaterial): readonly ViewerPage[] {
  return material.pages.map(({ id, number, widthPx, heightPx }) => ({ id, number, widthPx, heightPx, addressOf: size => windowPaths.intakePage(report.id, id, size) }));
}
