import { ArrowUpOutlined, FileOutlined, FileZipOutlined, FolderOutlined } from '@ant-design/icons';
import { Button, Checkbox, Input, Modal } from 'antd';
import { useState, type ReactElement, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { FolderEntry } from '#shared/domain/delivery';
import { useDesktopQuery } from '../../api/desktop.ts';
import { formatBytes } from '../../ui/byte-size.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import styles from './batch-screen.module.css';
import { toggle } from './found-dialog.tsx';

type Props = {
  readonly isOpen: boolean;
  /** A single file, taken with one click, instead of folders and packages. */
  readonly isForFile?: boolean;
  readonly onChoose: (paths: readonly string[]) => void;
  readonly onClose: () => void;
};

const icons: Readonly<Record<FolderEntry['kind'], ReactElement>> = { folder: <FolderOutlined />, zip: <FileZipOutlined />, file: <FileOutlined /> };

/** The window has no file dialog of its own: media and folders of this terminal, to go into or to choose. */
export function FolderBrowser({ isOpen, isForFile = false, onChoose, onClose }: Props): ReactElement {
  const { t } = useTranslation('intake');
  const [path, setPath] = useState<string | null>(null);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const go = (next: string): void => {
    setPath(next);
    setChosen(new Set());
  };
  const wholeFolder = path === null ? [] : [path];
  const wanted = chosen.size > 0 ? [...chosen] : wholeFolder;
  return (
    <Modal
      open={isOpen}
      width={860}
      title={isForFile ? t('browse.titleFile') : t('browse.title')}
      {...(isForFile ? { footer: null } : {})}
      okText={chosen.size > 0 ? t('browse.chooseSome', { count: chosen.size }) : t('browse.chooseFolder')}
      okButtonProps={{ disabled: wanted.length === 0 }}
      onOk={() => { onChoose(wanted); }}
      onCancel={onClose}
      destroyOnHidden
    >
      <div className={styles['browser']}>
        <Places path={path} onGo={go} />
        <section className={styles['listing']} aria-label={t('browse.entries')}>
          {path === null ? <EmptyState title={t('browse.start')}>{t('browse.startLesson')}</EmptyState> : <Listing key={path} path={path} chosen={chosen} onGo={go} onToggle={entry => { setChosen(toggle(chosen, entry)); }} onTake={isForFile ? file => { onChoose([file]); } : undefined} />}
        </section>
      </div>
    </Modal>
  );
}

function Places({ path, onGo }: { readonly path: string | null; readonly onGo: (path: string) => void }): ReactElement {
  const { t } = useTranslation('intake');
  const answer = useDesktopQuery('deliveries.places', {});
  const isWithin = (place: string): boolean => path !== null && path.startsWith(place);
  return (
    <nav className={styles['places']} aria-label={t('browse.places')}>
      {answer.data?.places.map(place => (
        <Button key={place.path} type={isWithin(place.path) ? 'default' : 'text'} block onClick={() => { onGo(place.path); }}>
          {place.name}
          <span className={styles['soft']}>{t(`browse.placeKind.${place.kind}`)}</span>
        </Button>
      ))}
      {answer.data?.places.length === 0 ? <p className={styles['soft']}>{t('browse.noPlaces')}</p> : null}
      <ErrorNotice error={answer.error} onRetry={() => void answer.refetch()} />
    </nav>
  );
}

type ListingProps = { readonly path: string; readonly chosen: ReadonlySet<string>; readonly onGo: (path: string) => void; readonly onToggle: (path: string) => void; readonly onTake: ((path: string) => void) | undefined };

function Listing({ path, chosen, onGo, onToggle, onTake }: ListingProps): ReactElement {
  const { t } = useTranslation('intake');
  const [query, setQuery] = useState('');
  const isSearching = query.trim() !== '';
  const listing = useListing(path, query.trim());
  const { entries = [], parent = null, isCutShort = false } = listing.data ?? {};
  return (
    <>
      <div className={styles['path']}>
        <Button size="small" icon={<ArrowUpOutlined />} aria-label={t('browse.up')} title={t('browse.up')} disabled={parent === null} onClick={() => { if (parent !== null) onGo(parent); }} />
        <span title={path}>{path}</span>
        <Input.Search className={styles['folderSearch'] ?? ''} size="small" aria-label={t('browse.search')} placeholder={t('browse.search')} allowClear maxLength={60} loading={isSearching && listing.isFetching} onSearch={setQuery} />
      </div>
      <ErrorNotice error={listing.error} onRetry={() => void listing.refetch()} />
      <Entries isSearching={isSearching} isBusy={listing.isPlaceholderData} isNone={listing.isSuccess && entries.length === 0} isCutShort={isCutShort}>
        {entries.map(entry => <EntryLine key={entry.path} entry={entry} below={isSearching ? placeBelow(path, entry) : ''} isChosen={chosen.has(entry.path)} onToggle={() => { onToggle(entry.path); }} onEnter={() => { onGo(entry.path); }} onTake={onTake} />)}
      </Entries>
    </>
  );
}

type EntriesProps = { readonly isSearching: boolean; readonly isBusy: boolean; readonly isNone: boolean; readonly isCutShort: boolean; readonly children: ReactNode };

function Entries({ isSearching, isBusy, isNone, isCutShort, children }: EntriesProps): ReactElement {
  const { t } = useTranslation('intake');
  return (
    <>
      <ul className={styles['entries']} aria-busy={isBusy} tabIndex={-1}>
        {children}
        {isNone ? <li className={styles['soft']}>{t(isSearching ? 'browse.noneFound' : 'browse.empty')}</li> : null}
      </ul>
      {isCutShort ? <p className={styles['soft']}>{t(isSearching ? 'browse.searchCutShort' : 'browse.cutShort')}</p> : null}
    </>
  );
}

function useListing(path: string, query: string) {
  const browsed = useDesktopQuery('deliveries.browse', { path }, { keepPrevious: true, isEnabled: query === '' });
  const searched = useDesktopQuery('deliveries.search', { path, query: query === '' ? '-' : query }, { isEnabled: query !== '' });
  return query === '' ? browsed : searched;
}

/** In which folder below the one that is searched. */
const placeBelow = (path: string, { path: at, name }: FolderEntry): string => (at.startsWith(path) ? at.slice(path.length, -name.length).replace(/^\/|\/$/g, '') : '');

type LineProps = { readonly entry: FolderEntry; /** In the list of a search: where it lies. */ readonly below: string; readonly isChosen: boolean; readonly onToggle: () => void; readonly onEnter: () => void; readonly onTake: ((path: string) => void) | undefined };

function EntryLine({ entry, below, isChosen, onToggle, onEnter, onTake }: LineProps): ReactElement {
  const { t } = useTranslation('intake');
  const { kind, name, bytes } = entry;
  return (
    <li data-kind={kind}>
      {kind === 'file' || onTake ? <span className={styles['noBox']} /> : <Checkbox checked={isChosen} aria-label={t('browse.choose', { name })} onChange={onToggle} />}
      {icons[kind]}
      <EntryName name={name} onPress={kind === 'folder' ? onEnter : onTake && (() => { onTake(entry.path); })} />
      {below === '' ? null : <span className={styles['below']} title={below}>{below}</span>}
      <span className={styles['soft']}>{bytes === null ? '' : formatBytes(bytes)}</span>
    </li>
  );
}

function EntryName({ name, onPress }: { readonly name: string; readonly onPress: (() => void) | undefined }): ReactElement {
  return onPress ? <button type="button" className={styles['enter']} onClick={onPress}>{name}</button> : <span>{name}</span>;
}
