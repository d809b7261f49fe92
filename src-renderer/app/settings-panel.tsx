import { Radio } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { languages } from '../i18n/language.ts';
import type { Preferences } from './preferences.ts';
import styles from './workplace.module.css';

type Props = { readonly preferences: Preferences; readonly onChange: (preferences: Preferences) => void };

const languageNames = { 'zh-CN': '中文', en: 'English' } as const;

export function SettingsPanel({ preferences, onChange }: Props): ReactElement {
  const { t } = useTranslation();
  return (
    <div className={styles['settings']}>
      <fieldset>
        <legend>{t('settings.language')}</legend>
        <Radio.Group
          value={preferences.language}
          options={languages.map(value => ({ value, label: languageNames[value] }))}
          onChange={event => {
            onChange({ ...preferences, language: event.target.value as Preferences['language'] }); // `as`: one of the options above
          }}
        />
      </fieldset>
      <fieldset>
        <legend>{t('settings.textSize')}</legend>
        <Radio.Group
          value={preferences.textSize}
          options={(['normal', 'large'] as const).map(value => ({ value, label: t(`settings.text.${value}`) }))}
          onChange={event => {
            onChange({ ...preferences, textSize: event.target.value as Preferences['textSize'] }); // `as`: one of the options above
          }}
        />
      </fieldset>
      <fieldset>
        <legend>{t('settings.contrast')}</legend>
        <Radio.Group
          value={preferences.contrast}
          options={(['normal', 'high'] as const).map(value => ({ value, label: t(`settings.contrastOf.${value}`) }))}
          onChange={event => {
            onChange({ ...preferences, contrast: event.target.value as Preferences['contrast'] }); // `as`: one of the options above
          }}
        />
      </fieldset>
    </div>
  );
}
