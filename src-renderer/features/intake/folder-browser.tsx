import { ArrowUpOutlined, FileOutlined, FileZipOutlined, FolderOutlined } from '@ant-design/icons';
import { Button, Checkbox, Modal } from 'antd';
import { useState, type ReactElement } from 'react';
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
          {path === null ? <EmptyState title={t('browse.start')}>{t('browse.startLesson')}</EmptyState> : <Listing path={path} chosen={chosen} onGo={go} onToggle={entry => { setChosen(toggle(chosen, entry)); }} onTake={isForFile ? file => { onChoose([file]); } : undefined} />}
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
  const listing = useDesktopQuery('deliveries.browse', { path }, { keepPrevious: true });
  const { entries = [], parent = null, isCutShort = false } = listing.data ?? {};
  return (
    <>
      <div className={styles['path']}>
        <Button size="small" icon={<ArrowUpOutlined />} aria-label={t('browse.up')} title={t('browse.up')} disabled={parent === null} onClick={() => { if (parent !== null) onGo(parent); }} />
        <span title={path}>{path}</span>
      </div>
      <ErrorNotice error={listing.error} onRetry={() => void listing.refetch()} />
      <ul className={styles['entries']} aria-busy={listing.isPlaceholderData} tabIndex={-1}>
        {entries.map(entry => <EntryLine key={entry.path} entry={entry} isChosen={chosen.has(entry.path)} onToggle={() => { onToggle(entry.path); }} onEnter={() => { onGo(entry.path); }} onTake={onTake} />)}
        {listing.isSuccess && entries.length === 0 ? <li className={styles['soft']}>{t('browse.empty')}</li> : null}
      </ul>
      {isCutShort ? <p className={styles['soft']}>{t('browse.cutShort')}</p> : null}
    </>
  );
}

type LineProps = { readonly entry: FolderEntry; readonly isChosen: boolean; readonly onToggle: () => void; readonly onEnter: () => void; readonly onTake: ((path: string) => void) | undefined };

function EntryLine({ entry, isChosen, onToggle, onEnter, onTake }: LineProps): ReactElement {
  const { t } = useTranslation('intake');
  const { kind, name, bytes } = entry;
  return (
    <li data-kind={kind}>
      {kind === 'file' || onTake ? <span className={styles['noBox']} /> : <Checkbox checked={isChosen} aria-label={t('browse.choose', { name })} onChange={onToggle} />}
      {icons[kind]}
      <EntryName name={name} onPress={kind === 'folder' ? onEnter : onTake && (() => { onTake(entry.path); })} />
      <span className={styles['soft']}>{bytes === null ? '' : formatBytes(bytes)}</span>
    </li>
  );
}

function EntryName({ name, onPress }: { readonly name: string; readonly onPress: (() => void) | undefined }): ReactElement {
  return onPress ? <button type="button" className={styles['enter']} onClick={onPress}>{name}</button> : <span>{name}</span>;
}
