import { Button, Drawer, Input, InputNumber } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { WatchRules } from '#shared/domain/oversight';
import { useAct } from '../../api/use-act.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import styles from './audit-screen.module.css';
import { formatDays, parseDays, ruleNumbers } from './watch-rule-fields.ts';

type Props = { readonly isOpen: boolean; readonly rules: WatchRules; readonly onClose: () => void };

/** The lines that a day must cross to be shown. Each change is an event of its own. */
export function WatchRulesDrawer({ isOpen, rules, onClose }: Props): ReactElement {
  const { t } = useTranslation('oversight');
  const [draft, setDraft] = useState(rules);
  const [days, setDays] = useState({ restDays: formatDays(rules.restDays), workDays: formatDays(rules.workDays) });
  const saving = useAct('audit.setWatchRules', onClose);
  const [restDays, workDays] = [parseDays(days.restDays), parseDays(days.workDays)];
  const isSound = restDays !== undefined && workDays !== undefined && draft.workFromHour < draft.workUntilHour;
  const save = (): void => {
    if (restDays && workDays) saving.mutate({ ...draft, restDays, workDays });
  };
  return (
    <Drawer
      open={isOpen}
      size={640}
      title={t('rules.title')}
      onClose={onClose}
      destroyOnHidden
      footer={<div className={styles['buttons']}><Button onClick={onClose}>{t('rules.cancel')}</Button><Button type="primary" disabled={!isSound} loading={saving.isPending} onClick={save}>{t('rules.save')}</Button></div>}
    >
      <div className={styles['sheet']}>
        <p className={styles['soft']}>{t('rules.lead')}</p>
        {ruleNumbers.map(({ field, min, max }) => (
          <label key={field} className={styles['rule']}>
            <span>{t(`field.${field}`)}</span>
            <InputNumber min={min} max={max} precision={field === 'timesOwnMedian' ? 1 : 0} value={draft[field]} onChange={value => { if (value !== null) setDraft({ ...draft, [field]: value }); }} />
            <span className={styles['soft']}>{t(`rules.unit.${field}`)}</span>
          </label>
        ))}
        {(['restDays', 'workDays'] as const).map(field => (
          <label key={field} className={styles['dayList']}>
            <span>{t(`field.${field}`)}</span>
            <Input.TextArea
              rows={3}
              placeholder={t(`rules.hint.${field}`)}
              {...(parseDays(days[field]) === undefined ? { status: 'error' as const, 'aria-invalid': true } : {})}
              value={days[field]}
              onChange={event => { setDays({ ...days, [field]: event.target.value }); }}
            />
          </label>
        ))}
        {isSound ? null : <p className={styles['notice']} role="status">{t('rules.unsound')}</p>}
        <ErrorNotice error={saving.error} onRetry={save} />
      </div>
    </Drawer>
  );
}
