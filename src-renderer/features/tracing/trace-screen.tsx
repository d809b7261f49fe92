import { Button } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { useKeys } from '../../ui/keys.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { FolderBrowser } from '../intake/index.ts';
import { CompareForm } from './compare-form.tsx';
import { PointPicture } from './point-picture.tsx';
import { TraceAnswer } from './trace-answer.tsx';
import { TraceHistory } from './trace-history.tsx';
import styles from './tracing.module.css';
import { useTrace } from './use-trace.ts';

/** From whom a leaked picture comes. What the picture itself does not tell may come out with points in its visible marks, or against the log. */
export function TraceScreen(): ReactElement {
  const { t } = useTranslation('tracing');
  const { picture, answer, isBusy, error, take, ask } = useTrace();
  const [isBrowsing, setIsBrowsing] = useState(false);
  const browse = (): void => { setIsBrowsing(true); };
  useKeys(t('title'), [{ keys: ['o'], label: t('choose'), run: browse }]);
  const needsHelp = answer !== null && (answer.outcome === 'nothing' || answer.outcome === 'damaged');
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} primary={<Button type="primary" loading={isBusy} onClick={browse}>{t('choose')}</Button>} />
      <div className={styles['body']} tabIndex={-1}>
        <ErrorNotice error={error} />
        {picture === null && !isBusy && error === null ? <EmptyState title={t('start.title')}>{t('start.lesson')}</EmptyState> : null}
        {isBusy ? <p role="status" className={styles['soft']}>{t('working')}</p> : null}
        {answer ? <TraceAnswer trace={answer} /> : null}
        {picture && needsHelp ? (
          <div className={styles['help']}>
            <PointPicture key={picture.uploadId} picture={picture} page={answer.page} isBusy={isBusy} onAsk={points => { ask({ points, page: answer.page }); }} />
            <CompareForm isBusy={isBusy} onAsk={search => { ask({ search, page: answer.page }); }} />
          </div>
        ) : null}
        <TraceHistory />
      </div>
      <FolderBrowser isForFile isOpen={isBrowsing} onChoose={([path]) => { setIsBrowsing(false); if (path !== undefined) take(path); }} onClose={() => { setIsBrowsing(false); }} />
    </>
  );
}
