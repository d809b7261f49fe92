import { ArrowLeftOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { VolumeId } from '#shared/domain/ids';
import { useAct } from '../../api/use-act.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { useKeys } from '../../ui/keys.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { useNavigation } from '../../ui/place.ts';
import { SavedLine } from '../../ui/saved-line.tsx';
import { useShownSecrecy } from '../../ui/secrecy.ts';
import { CataloguePrints } from './catalogue-prints.tsx';
import { CatalogueSheets } from './catalogue-sheets.tsx';
import styles from './catalogues.module.css';
import { CountGood } from './count-good.tsx';
import { PaperOrder } from './paper-order.tsx';
import { useCatalogue, type CatalogueState } from './use-catalogue.ts';
import { WishFields } from './wish-fields.tsx';

/** 打印目录: what is on paper in grey, what will be printed in black; which sheets go into the printer, and what came of it. */
export function CatalogueScreen({ volumeId }: { readonly volumeId: VolumeId }): ReactElement {
  const { t } = useTranslation('catalogues');
  const { goTo } = useNavigation();
  const catalogue = useCatalogue(volumeId);
  const saving = useAct('catalogues.save');
  const { view, wish } = catalogue;
  useShownSecrecy(view?.owner.secrecy);
  const toVolume = (): void => { goTo({ screen: 'volume', volumeId }); };
  useKeys(t('keys.group'), [{ keys: ['Escape'], label: t('toVolume'), run: toVolume }]);
  const save = (format: 'pdf' | 'xlsx'): void => { saving.mutate({ volumeId, template: wish.template, setting: wish.setting, format }); };
  const owner = view?.owner;
  return (
    <>
      <PageHeader
        back={<Button type="text" icon={<ArrowLeftOutlined />} aria-label={t('toVolume')} title={t('toVolume')} onClick={toVolume} />}
        title={owner ? t('title', { name: owner.personName, copy: t(`copy.${owner.copy}`), ordinal: owner.ordinal }) : t('untitled')}
        lead={owner ? t('lead', { archiveNumber: owner.archiveNumber }) : undefined}
        actions={
          <>
            <Button loading={saving.isPending} onClick={() => { save('pdf'); }}>{t('savePdf')}</Button>
            <Button loading={saving.isPending} onClick={() => { save('xlsx'); }}>{t('saveExcel')}</Button>
          </>
        }
      />
      <div className={styles['body']}>
        <ErrorNotice error={catalogue.error ?? saving.error} onRetry={catalogue.retry} />
        <SavedLine path={saving.data?.path} />
        {view ? <Panes catalogue={catalogue} /> : <EmptyState title={t('opening')} />}
      </div>
    </>
  );
}

function Panes({ catalogue }: { readonly catalogue: CatalogueState }): ReactElement | null {
  const { t } = useTranslation('catalogues');
  const { view, wish, open } = catalogue;
  if (!view) return null;
  return (
    <div className={styles['panes']}>
      <section className={styles['settings']} aria-label={t('settings')}>
        {open ? <CountGood key={open.id} print={open} onCount={catalogue.count} /> : (
          <>
            <WishFields wish={wish} hasBook={view.book !== null} onChange={catalogue.change} />
            <PaperOrder key={JSON.stringify(wish)} catalogue={catalogue} view={view} />
          </>
        )}
        <CataloguePrints prints={view.prints} template={wish.template} onCount={catalogue.count} />
      </section>
      <CatalogueSheets view={view} template={wish.template} anew={wish.anew} isStale={catalogue.isStale} onAnew={wish.way === 'continue' && view.book ? anew => { catalogue.change({ anew }); } : null} />
    </div>
  );
}
