import { Button } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesktopQuery } from '../../api/desktop.ts';
import { useHasRole } from '../../api/signed-in.ts';
import { useAct } from '../../api/use-act.ts';
import { formatDateTimeSeconds } from '../../ui/date-time.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { FactList } from '../../ui/fact-list.tsx';
import { SavedLine } from '../../ui/saved-line.tsx';
import styles from './audit-screen.module.css';

/** What this terminal keeps against the data centre, and both files that `danglian-verify` asks for. */
export function KeptLog(): ReactElement {
  const { t } = useTranslation('oversight');
  const isAuditor = useHasRole('auditor');
  const answer = useDesktopQuery('anchors.get', {});
  const saveAnchor = useAct('anchors.save');
  const saveLog = useAct('audit.saveLog');
  const anchor = answer.data?.anchor ?? null;
  return (
    <section className={styles['sheet']} aria-label={t('kept.title')}>
      <h2 className={styles['actTitle']}>{t('kept.title')}</h2>
      <ErrorNotice error={answer.error ?? saveAnchor.error ?? saveLog.error} onRetry={() => void answer.refetch()} />
      {anchor === null ? (
        <p className={styles['soft']}>{t('kept.none')}</p>
      ) : (
        <FactList facts={[{ name: t('proof.size'), value: anchor.size }, { name: t('proof.at'), value: formatDateTimeSeconds(anchor.at) }]} />
      )}
      <p className={styles['soft']}>{t('kept.lesson')}</p>
      <p>
        <Button disabled={anchor === null} loading={saveAnchor.isPending} onClick={() => { saveAnchor.mutate({}); }}>{t('kept.saveAnchor')}</Button>{' '}
        {isAuditor ? <Button loading={saveLog.isPending} onClick={() => { saveLog.mutate({}); }}>{t('kept.saveLog')}</Button> : null}
      </p>
      {[saveAnchor.data, saveLog.data].map(saved => (saved ? <SavedLine key={saved.path} path={saved.path} /> : null))}
    </section>
  );
}
