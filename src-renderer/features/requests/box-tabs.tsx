import type { KeyboardEvent, ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './inbox-screen.module.css';

export type BoxName = 'inbox' | 'decided';
export const boxPanelId = 'request-box';

type Props = { readonly value: BoxName; readonly waitingCount: number; readonly onChange: (name: BoxName) => void };

/** Waiting or decided. ← and → change between them. */
export function BoxTabs({ value, waitingCount, onChange }: Props): ReactElement {
  const { t } = useTranslation('requests');
  const names: Readonly<Record<BoxName, string>> = { inbox: t('inbox.waiting', { count: waitingCount }), decided: t('inbox.decided') };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    event.preventDefault();
    onChange(value === 'inbox' ? 'decided' : 'inbox');
    event.currentTarget.querySelector<HTMLElement>('[aria-selected=false]')?.focus();
  };
  const tab = (name: BoxName): ReactElement => (
    <button
      type="button"
      className={styles['tab']}
      role="tab"
      aria-selected={value === name}
      aria-controls={boxPanelId}
      tabIndex={value === name ? 0 : -1}
      data-box={name}
      onClick={() => { onChange(name); }}
    >
      {names[name]}
    </button>
  );
  return (
    <div className={styles['tabs']} role="tablist" aria-label={t('inbox.boxes')} onKeyDown={onKeyDown}>
      {tab('inbox')}
      {tab('decided')}
    </div>
  );
}
