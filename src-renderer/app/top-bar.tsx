import { LockOutlined, LogoutOutlined, QuestionCircleOutlined, SettingOutlined } from '@ant-design/icons';
import { Button, Popover, Tooltip } from 'antd';
import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Secrecy } from '#shared/domain/secrecy';
import { useSignedIn, useTerminal } from '../api/signed-in.ts';
import { OutboxButton } from '../features/outbox/index.ts';
import { DemoBadge } from '../ui/demo-mark.tsx';
import { useKeyRegistry } from '../ui/keys.tsx';
import { SecrecyMark } from '../ui/secrecy-mark.tsx';
import type { Preferences } from './preferences.ts';
import { SettingsPanel } from './settings-panel.tsx';
import styles from './workplace.module.css';

type Props = {
  readonly secrecy: Secrecy | null;
  readonly alarms: ReactNode;
  readonly preferences: Preferences;
  readonly onPreferencesChange: (preferences: Preferences) => void;
  readonly onLock: () => void;
  readonly onSignOut: () => void;
};

/** The secrecy mark of what is shown, where one is, whether the data centre can be reached, and who one is. */
export function TopBar({ secrecy, alarms, preferences, onPreferencesChange, onLock, onSignOut }: Props): ReactElement {
  const { t } = useTranslation();
  const { account } = useSignedIn();
  const terminal = useTerminal();
  const registry = useKeyRegistry();
  return (
    <header className={styles['top']}>
      <SecrecyMark secrecy={secrecy} />
      {terminal?.isDemo ? <DemoBadge /> : null}
      <span className={styles['site']}>{terminal?.siteName || t('product')}</span>
      <NetworkState />
      <OutboxButton />
      {alarms}
      <span className={styles['person']}>
        {account.displayName} · {account.roles.map(role => t(`role.${role}`)).join(t('listComma'))}
        <span className={styles['unit']}>{account.unitName}</span>
      </span>
      <span className={styles['buttons']}>
        <Popover
          trigger="click"
          placement="bottomRight"
          content={<SettingsPanel preferences={preferences} onChange={onPreferencesChange} />}
        >
          <Button type="text" icon={<SettingOutlined />} aria-label={t('frame.settings')} />
        </Popover>
        <BarButton name={t('keys.show')} icon={<QuestionCircleOutlined />} onClick={() => {
          registry.press({ name: '?', isInField: false, isInDialog: false, isOnControl: false });
        }} />
        <BarButton name={t('frame.lock')} icon={<LockOutlined />} onClick={onLock} />
        <BarButton name={t('frame.signOut')} icon={<LogoutOutlined />} onClick={onSignOut} />
      </span>
    </header>
  );
}

function BarButton({ name, icon, onClick }: { readonly name: string; readonly icon: ReactElement; readonly onClick: () => void }): ReactElement {
  return (
    <Tooltip title={name} placement="bottomRight">
      <Button type="text" icon={icon} aria-label={name} onClick={onClick} />
    </Tooltip>
  );
}

/** Shape and words tell the state, not the colour alone. */
export function NetworkState(): ReactElement | null {
  const { t } = useTranslation();
  const terminal = useTerminal();
  if (!terminal) return null;
  return (
    <span className={terminal.isOnline ? styles['state'] : `${styles['state'] ?? ''} ${styles['offline'] ?? ''}`} role="status">
      <span className={styles['dot']} aria-hidden="true" />
      {terminal.isOnline ? t('network.online') : t('network.offline')} · {terminal.name}
    </span>
  );
}
