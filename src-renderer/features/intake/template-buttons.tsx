import { Button } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../api/use-act.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { SavedLine } from '../../ui/saved-line.tsx';
import styles from './batch-screen.module.css';

/** What a supplier needs before he delivers: how packages look, and the catalogue sheet to fill in. */
export function TemplateButtons(): ReactElement {
  const { t } = useTranslation('intake');
  const saving = useAct('intake.saveTemplate');
  return (
    <section className={styles['lesson']} aria-label={t('template.title')}>
      <h2 className={styles['heading']}>{t('template.title')}</h2>
      <ul>{t('template.forms').split('|').map(line => <li key={line}>{line}</li>)}</ul>
      <div className={styles['acts']}>
        <Button size="small" loading={saving.isPending} onClick={() => { saving.mutate({ template: 'since-2012' }); }}>{t('template.since-2012')}</Button>
        <Button size="small" loading={saving.isPending} onClick={() => { saving.mutate({ template: 'before-2012' }); }}>{t('template.before-2012')}</Button>
      </div>
      <SavedLine path={saving.data?.path} />
      <ErrorNotice error={saving.error} />
    </section>
  );
}
