import { useMemo, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { windowPaths } from '#shared/contract/desktop-api';
import { formatMaterialNumber } from '#shared/domain/catalogue';
import type { Place } from '#shared/domain/finding';
import type { FindingId, PackageId, PageId } from '#shared/domain/ids';
import type { DeliveredMaterial, PackageFinding, PackageReport } from '#shared/domain/intake';
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
  const material = materialAt(report, shown);
  const finding = report.findings.find(({ id }) => id === shown?.findingId);
  const lonePageId = material ? null : (finding?.pageId ?? null);
  const pages = useMemo(() => listPages(report.id, material, lonePageId), [report.id, material, lonePageId]);
  const index = Math.max(0, pages.findIndex(({ number }) => number === shown?.page));
  return (
    <div className={styles['right']}>
      <Caption finding={finding} material={material} />
      {pages.length > 0 ? (
        <PageViewer
          label={material ? t('report.page', { number: formatMaterialNumber(material.classCode, material.sequence), name: material.name }) : t('report.strayPage')}
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

type CaptionProps = { readonly finding: PackageFinding | undefined; readonly material: DeliveredMaterial | undefined };

/** What was found at this place; without a finding, what the catalogue says of it. */
function Caption({ finding, material }: CaptionProps): ReactElement {
  const { sentenceOf, placeOf } = useFindingWords();
  if (!finding) return material ? <MaterialCaption material={material} /> : <div className={styles['caption']} />;
  return (
    <div className={styles['caption']} data-severity={finding.severity}>
      <div className={styles['said']}>
        <strong>{placeOf(finding.place)}</strong>
        <span>{sentenceOf(finding)}</span>
      </div>
      <div className={styles['values']}>
        <ExpectedFound expected={finding.expected} found={finding.found} />
        {material ? <span>{material.name}</span> : null}
      </div>
    </div>
  );
}

function MaterialCaption({ material: { classCode, sequence, name, pageCount, pages } }: { readonly material: DeliveredMaterial }): ReactElement {
  const { t } = useTranslation('intake');
  const { placeOf } = useFindingWords();
  return (
    <div className={styles['caption']}>
      <div className={styles['said']}>
        <strong>{placeOf({ classCode, sequence, page: null, path: null })}</strong>
        <span>{name}</span>
      </div>
      <div className={styles['values']}>{t('delivered.counts', { catalogue: pageCount ?? '—', images: pages.length })}</div>
    </div>
  );
}

function ExpectedFound({ expected, found }: { readonly expected: string; readonly found: string }): ReactElement {
  const { t } = useTranslation('intake');
  const { foundOf } = useFindingWords();
  return (
    <>
      {expected === '' ? null : <span>{t('finding.expected')} <b>{expected}</b></span>}
      {found === '' ? null : <span>{t('finding.found')} <b>{foundOf(found)}</b></span>}
    </>
  );
}

function materialAt({ catalogue }: PackageReport, shown: ShownPlace | null): DeliveredMaterial | undefined {
  return catalogue.find(({ classCode, sequence }) => classCode === shown?.classCode && sequence === shown.sequence);
}

/** A page that no row of the catalogue claims has no known size: it gets that of A4. */
const a4 = { widthPx: 2480, heightPx: 3508 } as const;

function listPages(packageId: PackageId, material: DeliveredMaterial | undefined, lonePageId: PageId | null): readonly ViewerPage[] {
  const lone = lonePageId === null ? [] : [{ id: lonePageId, number: 1, ...a4 }];
  return (material?.pages ?? lone).map(({ id, number, widthPx, heightPx }) => ({ id, number, widthPx, heightPx, addressOf: size => windowPaths.intakePage(packageId, id, size) }));
}
