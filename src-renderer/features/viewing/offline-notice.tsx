import { DisconnectOutlined } from '@ant-design/icons';
import { useEffect, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { formatCountdown } from '../../ui/date-time.ts';
import styles from './viewing.module.css';

/** The line is cut: what may still be looked at, and for how long. Told once; the figures that run are not read aloud. */
export function OfflineNotice({ secondsLeft }: { readonly secondsLeft: number | null }): ReactElement | null {
  const { t } = useTranslation('viewing');
  if (secondsLeft === null) return null;
  return (
    <p className={styles['offline']}>
      <DisconnectOutlined aria-hidden="true" />
      <span role="status">
        <strong>{t('offline.title')}</strong> {t('offline.lesson')}
      </span>
      <span className={styles['offlineTime']}>
        {t('offline.left')} <LeftTime secondsLeft={secondsLeft} />
      </span>
    </p>
  );
}

function LeftTime({ secondsLeft }: { readonly secondsLeft: number }): ReactElement {
  const [shown, setShown] = useState(secondsLeft);
  useEffect(() => {
    const until = performance.now() + secondsLeft * 1000;
    const show = (): void => { setShown(Math.max(0, (until - performance.now()) / 1000)); };
    show();
    const timer = setInterval(show, 250);
    return () => { clearInterval(timer); };
  }, [secondsLeft]);
  return <strong role="timer">{formatCountdown(shown)}</strong>;
}
