import { Button, Modal } from 'antd';
import { useEffect, useMemo, useRef, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { formatMaterialNumber } from '#shared/domain/catalogue';
import { countRegions, type PrintRegions } from '#shared/domain/print-region';
import type { CandidateMaterial } from '#shared/domain/view-request';
import type { ViewableMaterial, ViewSession } from '#shared/domain/viewing';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { useKeys } from '../../ui/keys.tsx';
import { useNothingLeaves } from '../../ui/nothing-leaves.ts';
import { usePictures } from '../../ui/pictures.ts';
import { SecrecyMark } from '../../ui/secrecy-mark.tsx';
import { toViewerPages, useViewSession, type ViewHandle } from '../viewing/index.ts';
import { useRegionDraft, type RegionDraft } from './region-draft.ts';
import { middleArea } from './region-geometry.ts';
import { RegionPage } from './region-page.tsx';
import styles from './region-dialog.module.css';

type Props = {
  readonly material: CandidateMaterial;
  readonly regions: PrintRegions;
  readonly onKeep: (regions: PrintRegions) => void;
  readonly onClose: () => void;
};

/** Whoever decides marks on the pages what of them may be printed. Looking at them is a reading of its own: marked, counted, in the log. */
export function RegionDialog({ material, regions, onKeep, onClose }: Props): ReactElement {
  const { t } = useTranslation(['requests', 'common']);
  const handle = useViewSession({ kind: 'custody', volumeId: material.volumeId });
  const draft = useRegionDraft(regions, material.regions);
  const { view } = handle;
  const session = view.kind === 'open' ? view.session : null;
  const title = t('regions.title', { number: formatMaterialNumber(material.classCode, material.sequence), name: material.name });
  // What an earlier step narrowed is not widened by taking everything away.
  const mayKeep = session !== null && (draft.regions.length > 0 || material.regions.length === 0);
  const keep = (): void => {
    if (mayKeep) onKeep(draft.regions);
  };
  useKeys(t('regions.keys'), [{ keys: ['Ctrl+Enter'], label: t('regions.keep'), run: keep }], { isInDialog: true });
  return (
    <Modal
      open
      centered
      width={1160}
      title={<span className={styles['title']}>{title} {session ? <SecrecyMark secrecy={session.secrecy} /> : null}</span>}
      mask={{ closable: false }}
      onCancel={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('action.cancel', { ns: 'common' })}</Button>
          <Button type="primary" disabled={!mayKeep} onClick={keep}>{t('regions.keep')}</Button>
        </>
      }
    >
      <div className={styles['dialog']}>
        <Inside handle={handle} material={material} draft={draft} />
      </div>
    </Modal>
  );
}

type InsideProps = { readonly handle: ViewHandle; readonly material: CandidateMaterial; readonly draft: RegionDraft };

function Inside({ handle: { view, setMaterial, retry }, material, draft }: InsideProps): ReactElement {
  const { t } = useTranslation('requests');
  const { materialId } = material;
  useEffect(() => { setMaterial(materialId); }, [setMaterial, materialId]);
  if (view.kind === 'failed') return <ErrorNotice error={view.error} onRetry={retry} alwaysRetry />;
  if (view.kind === 'opening') return <EmptyState title={t('regions.opening')} />;
  const shown = view.kind === 'open' ? view.session.materials.find(({ id }) => id === materialId) : undefined;
  if (view.kind === 'ended' || !shown) return <EmptyState title={t('regions.gone')}>{t('regions.goneLesson')}</EmptyState>;
  return <Desk session={view.session} isConfirmed={view.isConfirmed} shown={shown} limit={material.regions} draft={draft} />;
}

type DeskProps = { readonly session: ViewSession; readonly isConfirmed: boolean; readonly shown: ViewableMaterial; readonly limit: PrintRegions; readonly draft: RegionDraft };

function Desk({ session, isConfirmed, shown, limit, draft }: DeskProps): ReactElement {
  const { t } = useTranslation('requests');
  const store = usePictures(!isConfirmed);
  const desk = useRef<HTMLDivElement>(null);
  useNothingLeaves(desk);
  const views = useMemo(() => toViewerPages(session, shown), [session, shown]);
  const [index, setIndex] = useState(() => Math.max(0, shown.pages.findIndex(({ id }) => draft.regions.some(({ pageId }) => pageId === id))));
  const [page, view] = [shown.pages[index], views[index]];
  const go = (to: number): void => {
    if (to < 0 || to >= shown.pages.length) return;
    setIndex(to);
    draft.choose(null);
  };
  const addInMiddle = (): void => { if (page) draft.add(page.id, middleArea); };
  useKeys(
    t('regions.keys'),
    [
      { keys: ['N'], label: t('regions.add'), run: addInMiddle },
      { keys: ['PageDown'], label: t('regions.nextPage'), run: () => { go(index + 1); } },
      { keys: ['PageUp'], label: t('regions.previousPage'), run: () => { go(index - 1); } },
    ],
    { isInDialog: true },
  );
  return (
    <div ref={desk} className={styles['desk']}>
      <div className={styles['side']}>
        <p>{t('regions.lesson')}</p>
        <PageList shown={shown} current={index} draft={draft} onChoose={go} />
        <p role="status" className={draft.objection ? styles['objection'] : styles['told']}>{draft.objection ? t(`regions.objection.${draft.objection}`) : t(draft.regions.length === 0 ? 'regions.none' : 'regions.some', countRegions(draft.regions))}</p>
        <div className={styles['acts']}>
          <Button onClick={addInMiddle}>{t('regions.add')}</Button>
          <Button disabled={draft.chosen === null} onClick={() => { if (draft.chosen !== null) draft.remove(draft.chosen); }}>{t('regions.remove')}</Button>
          <Button disabled={draft.regions.length === 0} onClick={draft.clear}>{t('regions.clear')}</Button>
        </div>
      </div>
      {page && view && isConfirmed ? <RegionPage key={page.id} store={store} view={view} page={page} draft={draft} limit={limit} /> : <EmptyState title={t('regions.covered')} />}
    </div>
  );
}

type ListProps = { readonly shown: ViewableMaterial; readonly current: number; readonly draft: RegionDraft; readonly onChoose: (index: number) => void };

/** Which page is drawn on, and how many regions each has. */
function PageList({ shown, current, draft, onChoose }: ListProps): ReactElement {
  const { t } = useTranslation('requests');
  return (
    <ul className={styles['pages']} aria-label={t('regions.pages')}>
      {shown.pages.map(({ id, number }, index) => {
        const count = draft.regions.filter(({ pageId }) => pageId === id).length;
        return (
          <li key={id}>
            <button type="button" className={styles['page']} aria-current={index === current ? 'page' : undefined} onClick={() => { onChoose(index); }}>
              <span>{t('regions.page', { number })}</span>
              <span className={styles['count']}>{count === 0 ? '' : t('regions.count', { count })}</span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
