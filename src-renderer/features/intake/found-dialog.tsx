import { Checkbox, Modal } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { FoundPackage } from '#shared/domain/delivery';
import { formatBytes } from '../../ui/byte-size.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import styles from './batch-screen.module.css';
import type { Sending } from './use-sending.ts';

/** What would be sent, before it is sent. */
export function FoundDialog({ sending }: { readonly sending: Sending }): ReactElement {
  const { t } = useTranslation('intake');
  const found = sending.found ?? [];
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const chosen = found.filter(({ path }) => !left.has(path));
  const bytes = chosen.reduce((sum, one) => sum + one.bytes, 0);
  const close = (): void => {
    setLeft(new Set());
    sending.dismiss();
  };
  const send = (): void => {
    if (chosen.length > 0) sending.start(chosen.map(({ path }) => path));
  };
  return (
    <Modal
      open={sending.found !== null}
      width={760}
      title={t('found.title')}
      okText={t('found.send', { count: chosen.length })}
      okButtonProps={{ disabled: chosen.length === 0, autoFocus: true }}
      confirmLoading={sending.isStarting}
      onOk={send}
      onCancel={close}
      destroyOnHidden
    >
      {found.length === 0 ? (
        <EmptyState title={t('found.none')}>{t('found.noneLesson')}</EmptyState>
      ) : (
        <>
          <p className={styles['soft']}>{t('found.lesson', { count: chosen.length, size: formatBytes(bytes) })}</p>
          <ul className={styles['found']} tabIndex={0} aria-label={t('found.title')}>
            {found.map(one => <FoundLine key={one.path} one={one} isChosen={!left.has(one.path)} onChange={() => { setLeft(toggle(left, one.path)); }} />)}
          </ul>
        </>
      )}
      <ErrorNotice error={sending.error} />
    </Modal>
  );
}

type LineProps = { readonly one: FoundPackage; readonly isChosen: boolean; readonly onChange: () => void };

function FoundLine({ one, isChosen, onChange }: LineProps): ReactElement {
  const { t } = useTranslation('intake');
  return (
    <li>
      <Checkbox checked={isChosen} onChange={onChange}>{one.name}</Checkbox>
      <span className={styles['soft']}>{t(`browse.kind.${one.kind}`)}</span>
      <span className={styles['soft']}>{t('found.files', { count: one.files })}</span>
      <span className={styles['soft']}>{formatBytes(one.bytes)}</span>
    </li>
  );
}

export function toggle(set: ReadonlySet<string>, item: string): ReadonlySet<string> {
  const next = new Set(set);
  if (!next.delete(item)) next.add(item);
  return next;
}
