import { Button } from 'antd';
import type { ReactElement } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { callDesktop } from '../../api/desktop.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import styles from './device-options.module.css';

/** Scanners that name themselves on the network, looked for as soon as somebody wants to add one. Taking one only fills its address in. */
export function AnnouncedScanners({ onTake }: { readonly onTake: (address: string) => void }): ReactElement {
  const { t } = useTranslation('scanning');
  const search = useQuery({ queryKey: ['scannerPlaces.search'], queryFn: () => callDesktop('scannerPlaces.search', {}), gcTime: 0, retry: false, /* What is done elsewhere does not search again. */ enabled: ({ state }) => state.data === undefined && state.error === null });
  const found = search.data?.found ?? [];
  const sentence = search.isFetching ? t('places.searching') : t(found.length > 0 ? 'places.announced' : 'places.noneAnnounced');
  return (
    <div>
      <p className={styles['found']}>
        <span role="status">{search.error ? '' : sentence}</span>
        {search.isFetching ? null : <Button size="small" type="text" onClick={() => void search.refetch()}>{t('places.searchAgain')}</Button>}
      </p>
      <ErrorNotice error={search.error} />
      {found.length > 0 ? (
        <ul className={styles['places']} aria-label={t('places.announced')}>
          {found.map(({ name, model, address, isKept }) => (
            <li key={address}>
              <span>
                <strong>{name}</strong> {model === name ? null : model} <span className={styles['lesson']}>{address}</span>
              </span>
              {isKept ? <span className={styles['lesson']}>{t('places.isKept')}</span> : <Button size="small" onClick={() => { onTake(address); }} aria-label={`${t('places.take')} ${name}`}>{t('places.take')}</Button>}
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
