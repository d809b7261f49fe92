import { Button } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { DraftId, DraftPageId } from '#shared/domain/ids';
import type { DraftPage } from '#shared/domain/scanning';
import { formatKey } from '../../ui/key-hints.tsx';
import type { Desk } from './desk.ts';
import { shownKeyOf } from './desk-keys.ts';
import { asidePages } from './material-pages.ts';
import { DraftThumbnail } from './page-strip.tsx';
import styles from './page-strip.module.css';

/** What is not filed and yet not lost: a click puts a page back where it was, until the material is filed. */
export function PageTrays({ desk: { draft, acts } }: { readonly desk: Pick<Desk, 'draft' | 'acts'> }): ReactElement {
  return (
    <>
      <Tray kind="aside" draftId={draft.id} pages={asidePages(draft)} onRestore={pageIds => { acts.setAside(pageIds, false); }} />
      <Tray kind="removed" draftId={draft.id} pages={draft.removedPages} onRestore={acts.restore} />
    </>
  );
}

type TrayProps = { readonly kind: 'removed' | 'aside'; readonly draftId: DraftId; readonly pages: readonly DraftPage[]; readonly onRestore: (pageIds: readonly DraftPageId[]) => void };

function Tray({ kind, draftId, pages, onRestore }: TrayProps): ReactElement | null {
  const { t } = useTranslation('scanning');
  if (pages.length === 0) return null;
  return (
    <section className={styles['tray']} aria-label={t(`tray.${kind}.label`)}>
      <div className={styles['trayHead']}>
        <span role="status">{t(`tray.${kind}.title`, { count: pages.length })}</span>
        <Button size="small" type="text" title={formatKey(shownKeyOf('bringBack'))} onClick={() => { onRestore(pages.map(({ id }) => id)); }}>
          {pages.length > 1 ? t('tray.restoreAll') : t('tray.restore')}
        </Button>
      </div>
      <ul className={styles['trayList']}>
        {pages.map(page => (
          <li key={page.id}>
            <button type="button" className={styles['back']} aria-label={t('tray.page')} title={t('tray.page')} onClick={() => { onRestore([page.id]); }}>
              <DraftThumbnail draftId={draftId} page={page} />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
