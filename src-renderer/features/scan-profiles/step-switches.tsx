import { Switch } from 'antd';
import { useId, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { pageStepNames, type PageSteps } from '#shared/domain/page-steps';
import styles from './scan-profiles.module.css';

type Props = { readonly steps: PageSteps; readonly onChange: (steps: PageSteps) => void };

/** What is done to every page, each with what it means; all of it can be undone on the desk, and the original stays. */
export function StepSwitches({ steps, onChange }: Props): ReactElement {
  const { t } = useTranslation('scan-profiles');
  const id = useId();
  return (
    <fieldset className={styles['group']}>
      <legend>{t('column.steps')}</legend>
      <p className={styles['meaning']}>{t('step.lead')}</p>
      <ul className={styles['steps']}>
        {pageStepNames.map(name => (
          <li key={name}>
            <Switch size="small" aria-labelledby={`${id}-${name}`} checked={steps[name]} onChange={isOn => { onChange({ ...steps, [name]: isOn }); }} />
            <span id={`${id}-${name}`}>
              {t(`step.${name}.name`)} <span className={styles['meaning']}>{t(`step.${name}.meaning`)}</span>
            </span>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}
