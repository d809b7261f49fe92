import { Button, Input, Segmented } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Toolbar } from '../../ui/page-header.tsx';
import { aboutOf, accessKinds, type AskedAccess, type Typed } from './access-question.ts';
import styles from './audit-screen.module.css';
import { OfficerField } from './officer-field.tsx';
import { PeriodField } from './period-field.tsx';
import { boundsOf, type Period } from './period.ts';

export const accessFieldId = 'audit-access-number';
const wholeTime: Period = { preset: 'all', fromDay: null, untilDay: null };

/** By a number that stands on paper, or by an officer: there is no roster to look in. */
export function AccessForm({ onAsk }: { readonly onAsk: (asked: AskedAccess) => void }): ReactElement {
  const { t } = useTranslation('oversight');
  const [typed, setTyped] = useState<Typed>({ kind: 'file', number: '', officer: null });
  const [period, setPeriod] = useState(wholeTime);
  const about = aboutOf(typed);
  const ask = (): void => {
    if (about) onAsk({ question: { about, ...boundsOf(period, Date.now()) }, officerName: typed.officer?.displayName ?? '' });
  };
  return (
    <div className={styles['filters']}>
      <Toolbar label={t('access.title')}>
        <Segmented
          aria-label={t('access.kind.label')}
          options={accessKinds.map(value => ({ value, label: t(`access.kind.${value}`) }))}
          value={typed.kind}
          onChange={kind => { setTyped({ ...typed, kind, number: '' }); }}
        />
        {typed.kind === 'officer' ? (
          <OfficerField value={typed.officer} onChange={officer => { setTyped({ ...typed, officer }); }} />
        ) : (
          <Input
            id={accessFieldId}
            className={styles['search'] ?? ''}
            aria-label={t(`access.number.${typed.kind}`)}
            placeholder={t(`access.number.${typed.kind}`)}
            allowClear
            autoFocus
            maxLength={60}
            value={typed.number}
            onChange={event => { setTyped({ ...typed, number: event.target.value }); }}
            onPressEnter={ask}
          />
        )}
        <PeriodField period={period} onChange={setPeriod} />
        <Button type="primary" disabled={!about} onClick={ask}>{t('access.ask')}</Button>
      </Toolbar>
    </div>
  );
}
