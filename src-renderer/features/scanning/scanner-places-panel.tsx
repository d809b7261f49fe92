import { Button, Popconfirm } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { ScannerPlace } from '#shared/domain/scanner-place';
import { useDesktopQuery } from '../../api/desktop.ts';
import { useAct } from '../../api/use-act.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import styles from './device-options.module.css';
import { FolderPlaceForm } from './folder-place-form.tsx';
import { NetworkPlaceForm } from './network-place-form.tsx';

type Adding = 'network' | 'folder' | null;

/** Scanners of this terminal that SANE does not list; one form at a time. */
export function ScannerPlacesPanel({ onChanged }: { readonly onChanged: () => void }): ReactElement {
  const { t } = useTranslation('scanning');
  const list = useDesktopQuery('scannerPlaces.list', {});
  const [adding, setAdding] = useState<Adding>(null);
  const [sentence, setSentence] = useState<string | null>(null);
  const finish = (said: string): void => {
    setAdding(null);
    setSentence(said);
    onChanged();
  };
  const close = (): void => { setAdding(null); };
  if (adding === 'network') return <NetworkPlaceForm onDone={finish} onClose={close} />;
  if (adding === 'folder') return <FolderPlaceForm onDone={finish} onClose={close} />;
  const places = list.data?.places ?? [];
  return (
    <div className={styles['panel']}>
      <p className={styles['lesson']} role="status">{sentence ?? t('places.lead')}</p>
      <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />
      {places.length > 0 ? (
        <ul className={styles['places']} aria-label={t('places.title')}>
          {places.map(place => <PlaceRow key={place.id} place={place} onDone={() => { finish(t('places.removed')); }} />)}
        </ul>
      ) : (
        <p>{t('places.none')}</p>
      )}
      <div className={styles['buttons']}>
        <Button onClick={() => { setAdding('network'); }}>{t('places.addNetwork')}</Button>
        <Button onClick={() => { setAdding('folder'); }}>{t('places.addFolder')}</Button>
      </div>
    </div>
  );
}

function PlaceRow({ place, onDone }: { readonly place: ScannerPlace; readonly onDone: () => void }): ReactElement {
  const { t } = useTranslation('scanning');
  const removing = useAct('scannerPlaces.remove', onDone);
  const where = place.kind === 'network' ? place.address : place.path;
  return (
    <li>
      <span>
        <strong>{place.name}</strong> {t(`places.connection.${place.kind}`)} <span className={styles['lesson']}>{where}</span>
      </span>
      <Popconfirm title={t('places.removeOf', { name: place.name })} okText={t('places.remove')} onConfirm={() => { removing.mutate({ id: place.id }); }}>
        <Button size="small" loading={removing.isPending} aria-label={t('places.removeOf', { name: place.name })}>{t('places.remove')}</Button>
      </Popconfirm>
      <ErrorNotice error={removing.error} />
    </li>
  );
}
