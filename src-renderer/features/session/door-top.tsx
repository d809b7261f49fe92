import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useTerminal } from '../../api/signed-in.ts';
import { DemoBadge } from '../../ui/demo-mark.tsx';
import { SecrecyMark } from '../../ui/secrecy-mark.tsx';
import styles from './session.module.css';

/** The top of every screen that stands before the work. */
export function DoorTop(): ReactElement {
  const { t } = useTranslation('session');
  const terminal = useTerminal();
  return (
    <header className={styles['doorTop']}>
      <SecrecyMark secrecy={null} />
      {terminal?.isDemo ? <DemoBadge /> : null}
      <span className={styles['terminal']}>{terminal ? t('terminal', { name: terminal.name, version: terminal.version }) : ''}</span>
    </header>
  );
}
