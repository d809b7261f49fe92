import { Button } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { DraftPageId } from '#shared/domain/ids';
import type { Draft } from '#shared/domain/scanning';
import { DraftThumbnail } from './page-strip.tsx';
import styles from './page-strip.module.css';

type Props = { readonly draft: Draft; readonly onRestore: (pageIds: readonly DraftPageId[]) => void };

/** Pages taken out, newest first: a click puts one back where it was, until the material is filed. */
export function RemovedPages({ draft, onRestore }: Props): ReactElement | null {
  const { t } = useTranslation('scanning');
  const { removedPages } = draft;
  if (removedPages.length === 0) return null;
  return (
    <section className={styles['removed']} aria-label={t('removed.label')}>
      <div className={styles['removedHead']}>
        <span role="status">{t('removed.title', { count: removedPages.length })}</span>
        <Button size="small" type="text" onClick={() => { onRestore(removedPages.map(({ id }) => id)); }}>
          {removedPages.length > 1 ? t('removed.restoreAll') : t('removed.restore')}
        </Button>
      </div>
      <ul className={styles['removedList']}>
        {removedPages.map(page => (
          <li key={page.id}>
            <button type="button" className={styles['back']} aria-label={t('removed.page')} title={t('removed.page')} onClick={() => { onRestore([page.id]); }}>
              <DraftThumbnail draftId={draft.id} page={page} />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
