import { MoreOutlined, RedoOutlined, UndoOutlined } from '@ant-design/icons';
import { Button, Dropdown, Modal } from 'antd';
import { useState, type ReactElement } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { DeskAct } from '#shared/domain/desk';
import { callDesktop } from '../../api/desktop.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { SeparatorDialog } from '../forms/index.ts';
import { formatKey } from '../../ui/key-hints.tsx';
import { useNavigation } from '../../ui/place.ts';
import type { Desk } from './desk.ts';
import { shownKeyOf, type DeskAct as KeyAct } from './desk-keys.ts';
import styles from './desk-header.module.css';
import { ScannerBar } from './scanner-bar.tsx';
import { Tool } from './tool.tsx';

type Props = {
  readonly desk: Desk;
  readonly isScanNext: boolean;
  readonly settings: { readonly isOpen: boolean; readonly setOpen: (isOpen: boolean) => void };
  readonly isOffline: boolean;
  readonly onDiscarded: () => void;
};

/** Whose file lies here, the scanner, and what was done last. */
export function DeskHeader({ desk, isScanNext, settings, isOffline, onDiscarded }: Props): ReactElement {
  const { t } = useTranslation('scanning');
  const { volume, draft, history, deeds } = desk;
  return (
    <header className={styles['header']}>
      <div className={styles['words']}>
        <h1 className={styles['title']}>{t('deskTitle', { name: draft.personName })}</h1>
        <p className={styles['lead']}>{volume ? t('deskLead', { archiveNumber: volume.archiveNumber, count: volume.materials.length }) : isOffline ? t('deskLeadOffline') : ' '}</p>
      </div>
      <ScannerBar desk={desk} isPrimary={isScanNext} settings={settings} />
      <div className={styles['acts']}>
        <Tool act="undo" deeds={deeds} icon={<UndoOutlined />} isOff={!history.undo} name={useHistoryWords('undo', history.undo)} />
        <Tool act="redo" deeds={deeds} icon={<RedoOutlined />} isOff={!history.redo} name={useHistoryWords('redo', history.redo)} />
        <MoreActs desk={desk} onDiscarded={onDiscarded} />
      </div>
    </header>
  );
}

function useHistoryWords(direction: 'undo' | 'redo', act: DeskAct | null): string {
  const { t } = useTranslation('scanning');
  return act ? t(`history.${direction}`, { act: t(`history.kind.${act.kind}`, { count: act.count }) }) : t(`keys.act.${direction}`);
}

const menuActs = ['odd', 'even', 'turnOver', 'reverse', 'interleave', 'deinterleave', 'split', 'join', 'toPrevious', 'toNext', 'allRows'] as const satisfies readonly KeyAct[];

/** What is seldom wanted, each with its key; and leaving the desk. */
function MoreActs({ desk, onDiscarded }: Pick<Props, 'desk' | 'onDiscarded'>): ReactElement {
  const { t } = useTranslation('scanning');
  const { goTo } = useNavigation();
  const [isAsking, setIsAsking] = useState(false);
  const [isSeparating, setIsSeparating] = useState(false);
  const runMenu = (key: string): void => {
    if (key === 'others') goTo({ screen: 'scanning' });
    else if (key === 'separators') setIsSeparating(true);
    else if (key === 'discard') setIsAsking(true);
    else menuActs.filter(act => act === key).forEach(act => { desk.deeds[act](); });
  };
  return (
    <>
      <Dropdown
        trigger={['click']}
        menu={{
          onClick: ({ key }) => { runMenu(key); },
          items: [
            ...menuActs.map(act => ({ key: act, label: t(`keys.act.${act}`), extra: formatKey(shownKeyOf(act)) })),
            { type: 'divider' },
            { key: 'separators', label: t('separatorSheets') },
            { key: 'others', label: t('unfiled.others') },
            { key: 'discard', label: t('discard.act'), danger: true, disabled: desk.draft.state !== 'open' },
          ],
        }}
      >
        <Button type="text" icon={<MoreOutlined />} aria-label={t('more')} />
      </Dropdown>
      {isSeparating ? <SeparatorDialog volumeId={desk.draft.volumeId} onClose={() => { setIsSeparating(false); }} /> : null}
      <DiscardDialog desk={desk} isOpen={isAsking} onClose={() => { setIsAsking(false); }} onDiscarded={onDiscarded} />
    </>
  );
}

type DialogProps = Pick<Props, 'desk' | 'onDiscarded'> & { readonly isOpen: boolean; readonly onClose: () => void };

function DiscardDialog({ desk: { draft }, isOpen, onClose, onDiscarded }: DialogProps): ReactElement {
  const { t } = useTranslation('scanning');
  const client = useQueryClient();
  const discard = useMutation({
    mutationFn: () => callDesktop('drafts.discard', { id: draft.id }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['drafts.list'] });
      onClose();
      onDiscarded();
    },
  });
  return (
    <Modal open={isOpen} title={t('discard.question')} okText={t('discard.confirm')} okButtonProps={{ danger: true }} confirmLoading={discard.isPending} onOk={() => { discard.mutate(); }} onCancel={onClose} destroyOnHidden>
      <p>{t('discard.consequence', { count: draft.pages.length + draft.removedPages.length })}</p>
      <ErrorNotice error={discard.error} />
    </Modal>
  );
}
