import { WarningOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesktopQuery } from '../../api/desktop.ts';
import { useHasRole } from '../../api/signed-in.ts';
import { useNavigation } from '../../ui/place.ts';
import styles from './audit-screen.module.css';

const refetchMs = 600_000;

/** In the bar of those who can do something about it, while the log is running out of room. */
export function StorageAlarm(): ReactElement | null {
  const { t } = useTranslation('oversight');
  const { goTo } = useNavigation();
  const isAuditor = useHasRole('auditor');
  const isSystemAdministrator = useHasRole('system-administrator');
  const { data } = useDesktopQuery('audit.storage', {}, { isEnabled: isAuditor || isSystemAdministrator, refetchMs });
  if (data?.level !== 'urgent' && data?.level !== 'watch') return null;
  return (
    <Button className={styles['alarm'] ?? ''} data-level={data.level} size="small" icon={<WarningOutlined />} onClick={() => { goTo({ screen: 'audit-proof' }); }}>
      {data.daysLeft === null ? t(`storage.alarm.${data.level}`) : t('storage.alarm.days', { count: data.daysLeft })}
    </Button>
  );
}
