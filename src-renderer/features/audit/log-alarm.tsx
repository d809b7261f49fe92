import { SafetyOutlined } from '@ant-design/icons';
import { Button, Popover } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { LogAlarm as Alarm } from '#shared/domain/log-proof';
import { useDesktopEvent, useDesktopQuery } from '../../api/desktop.ts';
import { formatDateTimeSeconds } from '../../ui/date-time.ts';
import styles from './log-alarm.module.css';

/** In everybody's bar, from the moment on when the audit log contradicts what this terminal saw of it. It cannot be put away. */
export function LogAlarm(): ReactElement | null {
  const { t } = useTranslation('oversight');
  const answer = useDesktopQuery('anchors.get', {});
  useDesktopEvent('log.contradicted', () => void answer.refetch());
  const alarm = answer.data?.alarm;
  if (!alarm) return null;
  return (
    <Popover trigger="click" placement="bottom" title={t('mismatch.title')} content={<Explanation alarm={alarm} />}>
      <span role="alert">
        <Button className={styles['alarm'] ?? ''} size="small" danger type="primary" icon={<SafetyOutlined />}>
          {t('mismatch.title')}
        </Button>
      </span>
    </Popover>
  );
}

function Explanation({ alarm }: { readonly alarm: Alarm }): ReactElement {
  const { t } = useTranslation('oversight');
  return (
    <div className={styles['words']} tabIndex={0} role="group" aria-label={t('mismatch.title')}>
      <p>{t(`mismatch.reason.${alarm.reason}`)}</p>
      <p>{t('mismatch.when', { at: formatDateTimeSeconds(alarm.at) })}</p>
      <p>{t(alarm.isReported ? 'mismatch.reported' : 'mismatch.notReported')}</p>
      <p>{t('mismatch.todo')}</p>
      <dl className={styles['notes']}>
        <dt>{t('mismatch.kept')}</dt>
        <dd>{alarm.keptNote === '' ? t('mismatch.none') : <pre>{alarm.keptNote}</pre>}</dd>
        <dt>{t('mismatch.shown')}</dt>
        <dd>{alarm.shownNote === '' ? t('mismatch.none') : <pre>{alarm.shownNote}</pre>}</dd>
      </dl>
    </div>
  );
}
