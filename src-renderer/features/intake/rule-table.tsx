import { Select } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { ruleIds, type RuleId } from '#shared/domain/finding';
import type { IntakePolicy } from '#shared/domain/intake-policy';
import { defaultSetting, isFixed, settingOf, withSetting, type RuleSetting } from './check-policy.ts';
import styles from './check-rules.module.css';
import { useFindingWords } from './finding-words.ts';

export type EditorProps = { readonly before: IntakePolicy; readonly draft: IntakePolicy; readonly isReadOnly: boolean; readonly onChange: (policy: IntakePolicy) => void };

const groups = ['P', 'S', 'C', 'M', 'G'] as const;
const settings: readonly RuleSetting[] = ['block', 'warn', 'info', 'off'];

/** Every rule with what it does now and by default, under the heading of what it looks at. */
export function RuleTable(props: EditorProps): ReactElement {
  const { t } = useTranslation('intake');
  return (
    <table className={styles['rules']} aria-label={t('rules.view.rules')}>
      <thead>
        <tr>
          {(['number', 'rule', 'now', 'usual'] as const).map(name => <th key={name} scope="col">{t(`rules.column.${name}`)}</th>)}
        </tr>
      </thead>
      {groups.map(group => (
        <tbody key={group}>
          <tr>
            <th colSpan={4} scope="rowgroup">{t(`rules.group.${group}`)}</th>
          </tr>
          {ruleIds.filter(rule => rule.startsWith(group)).map(rule => <RuleRow key={rule} rule={rule} {...props} />)}
        </tbody>
      ))}
    </table>
  );
}

function RuleRow({ rule, before, draft, isReadOnly, onChange }: EditorProps & { readonly rule: RuleId }): ReactElement {
  const { t } = useTranslation('intake');
  const { titleOf } = useFindingWords();
  const now = settingOf(draft, rule);
  const usual = defaultSetting(rule);
  return (
    <tr data-rule={rule} data-changed={now !== settingOf(before, rule)}>
      <td>{rule}</td>
      <td>{titleOf(rule)}</td>
      <td>
        {isReadOnly || isFixed(rule) ? (
          <span className={styles['setting']} data-setting={now}>{t(`severity.${now}`)}</span>
        ) : (
          <Select
            className={styles['select'] ?? ''}
            size="small"
            aria-label={t('rules.settingOf', { rule: titleOf(rule) })}
            value={now}
            options={settings.map(value => ({ value, label: t(`severity.${value}`) }))}
            onChange={(setting: RuleSetting) => { onChange(withSetting(draft, rule, setting)); }}
          />
        )}
      </td>
      <td className={styles['usual']}>
        {t(`severity.${usual}`)}
        {isFixed(rule) ? <span className={styles['fixed']} title={t('rules.fixedWhy')}>{t('rules.fixed')}</span> : null}
        {now === usual ? null : <span className={styles['mark']}>{t('rules.differs')}</span>}
      </td>
    </tr>
  );
}
