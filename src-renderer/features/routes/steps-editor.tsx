import { Button, Select } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { RouteStep } from '#shared/domain/approval-route';
import { limits, newStep, removeAt, replaceAt } from './route-draft.ts';
import { levelWords } from './route-words.ts';
import styles from './routes.module.css';

type Props = { readonly steps: readonly RouteStep[]; readonly onChange: (steps: readonly RouteStep[]) => void };

/** One to four people in turn: which level, which role. */
export function StepsEditor({ steps, onChange }: Props): ReactElement {
  const { t } = useTranslation(['routes', 'requests', 'common']);
  const levels = levelWords(t).map((label, value) => ({ value, label }));
  const roles = RouteStep.shape.role.options.map(value => ({ value, label: t(`role.${value}`, { ns: 'common' }) }));
  return (
    <div className={styles['field']}>
      <span>{t('form.steps')}</span>
      <ol className={styles['steps']}>
        {steps.map((step, index) => {
          const number = index + 1;
          return (
            // Steps have no identity but their place.
            <li key={String(index)}>
              <span>{t('form.step', { number })}</span>
              <Select aria-label={t('form.level', { number })} virtual={false} value={step.levelsUp} options={levels} onChange={levelsUp => { onChange(replaceAt(steps, index, { ...step, levelsUp })); }} />
              <Select aria-label={t('form.role', { number })} virtual={false} value={step.role} options={roles} onChange={role => { onChange(replaceAt(steps, index, { ...step, role })); }} />
              <Button size="small" type="text" disabled={steps.length === 1} aria-label={t('form.removeStep', { number })} onClick={() => { onChange(removeAt(steps, index)); }}>
                {t('form.remove')}
              </Button>
            </li>
          );
        })}
      </ol>
      <div><Button size="small" disabled={steps.length >= limits.steps} onClick={() => { onChange([...steps, newStep]); }}>{t('form.addStep')}</Button></div>
    </div>
  );
}
