import { InputNumber, Select, Switch } from 'antd';
import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { defaultIntakePolicy, IntakePolicy } from '#shared/domain/intake-policy';
import { limits, shownLimit, withLimit, type Limit } from './check-policy.ts';
import styles from './check-rules.module.css';
import type { EditorProps } from './rule-table.tsx';

const levels = IntakePolicy.shape.networkLevel.unwrap().options;
const waysWithNewPersons = IntakePolicy.shape.newPersons.unwrap().options;

/** Every limit with its meaning, its bounds and what it is by default. */
export function LimitFields({ before, draft, isReadOnly, onChange }: EditorProps): ReactElement {
  const { t } = useTranslation(['intake', 'common']);
  return (
    <div className={styles['limits']}>
      {limits.map(limit => (
        <Row key={limit.name} name={limit.name} usual={`${String(shownLimit(defaultIntakePolicy, limit))} ${t(`limit.${limit.name}.unit`)}`} isChanged={before[limit.name] !== draft[limit.name]}>
          <NumberField limit={limit} draft={draft} isReadOnly={isReadOnly} onChange={onChange} />
        </Row>
      ))}
      <Row name="isClassFiveByDate" usual={t('limit.byDate')} isChanged={before.isClassFiveByDate !== draft.isClassFiveByDate}>
        <Switch aria-label={t('limit.isClassFiveByDate.name')} disabled={isReadOnly} checked={draft.isClassFiveByDate} onChange={isClassFiveByDate => { onChange({ ...draft, isClassFiveByDate }); }} />
        <span>{t(draft.isClassFiveByDate ? 'limit.byDate' : 'limit.byPart')}</span>
      </Row>
      <Row name="newPersons" usual={t(`newPersons.${defaultIntakePolicy.newPersons}`)} isChanged={before.newPersons !== draft.newPersons}>
        <Select
          className={styles['select'] ?? ''}
          aria-label={t('limit.newPersons.name')}
          disabled={isReadOnly}
          value={draft.newPersons}
          options={waysWithNewPersons.map(value => ({ value, label: t(`newPersons.${value}`) }))}
          onChange={newPersons => { onChange({ ...draft, newPersons }); }}
        />
      </Row>
      <Row name="networkLevel" usual={t(`secrecy.levelName.${defaultIntakePolicy.networkLevel}`, { ns: 'common' })} isChanged={before.networkLevel !== draft.networkLevel}>
        <Select
          className={styles['select'] ?? ''}
          aria-label={t('limit.networkLevel.name')}
          disabled={isReadOnly}
          value={draft.networkLevel}
          options={levels.map(value => ({ value, label: t(`secrecy.levelName.${value}`, { ns: 'common' }) }))}
          onChange={networkLevel => { onChange({ ...draft, networkLevel }); }}
        />
      </Row>
    </div>
  );
}

type RowProps = { readonly name: Limit['name'] | 'isClassFiveByDate' | 'networkLevel' | 'newPersons'; readonly usual: string; readonly isChanged: boolean; readonly children: ReactNode };

function Row({ name, usual, isChanged, children }: RowProps): ReactElement {
  const { t } = useTranslation('intake');
  return (
    <div className={styles['limit']} data-changed={isChanged}>
      <div>
        <p className={styles['name']}>{t(`limit.${name}.name`)}</p>
        <p className={styles['soft']}>{t(`limit.${name}.meaning`)}</p>
      </div>
      <div className={styles['value']}>{children}</div>
      <p className={styles['soft']}>{t('limit.usual', { usual })}</p>
    </div>
  );
}

type FieldProps = Pick<EditorProps, 'draft' | 'isReadOnly' | 'onChange'> & { readonly limit: Limit };

function NumberField({ limit, draft, isReadOnly, onChange }: FieldProps): ReactElement {
  const { t } = useTranslation('intake');
  return (
    <>
      <InputNumber
        className={styles['number'] ?? ''}
        aria-label={t(`limit.${limit.name}.name`)}
        precision={limit.digits}
        min={limit.min}
        max={limit.max}
        step={limit.digits > 0 ? 0.1 : 1}
        disabled={isReadOnly}
        value={shownLimit(draft, limit)}
        // An emptied field keeps the last number; leaving it shows that again.
        onChange={value => { if (value !== null) onChange(withLimit(draft, limit, value)); }}
      />
      <span>{t(`limit.${limit.name}.unit`)}</span>
    </>
  );
}
