import { Checkbox, InputNumber, Radio } from 'antd';
import { useId, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { CatalogueTemplateName, mostSpareRows, type CatalogueSetting } from '#shared/domain/catalogue-sheets/catalogue-book';
import { FormField } from '../../ui/form-field.tsx';
import styles from './catalogues.module.css';
import type { Wish } from './use-catalogue.ts';

type Props = { readonly wish: Wish; readonly hasBook: boolean; readonly onChange: (wish: Partial<Wish>) => void };

/** Which template; onto the sheets there are or from the beginning; and of new sheets, how they are divided. */
export function WishFields({ wish, hasBook, onChange }: Props): ReactElement {
  const { t } = useTranslation('catalogues');
  const id = useId();
  return (
    <>
      <fieldset className={styles['choice']}>
        <legend>{t('template')}</legend>
        <Radio.Group
          value={wish.template}
          onChange={event => { onChange({ template: CatalogueTemplateName.parse(event.target.value), anew: [] }); }}
          options={CatalogueTemplateName.options.map(value => ({ value, label: t(`templates.${value}`) }))}
        />
      </fieldset>
      {hasBook ? (
        <fieldset className={styles['choice']}>
          <legend>{t('way')}</legend>
          <Radio.Group value={wish.way} onChange={event => { onChange({ way: event.target.value === 'whole' ? 'whole' : 'continue', anew: [] }); }} options={(['continue', 'whole'] as const).map(value => ({ value, label: t(`ways.${value}`) }))} />
        </fieldset>
      ) : null}
      {hasBook && wish.way === 'continue' ? null : <SettingFields id={id} setting={wish.setting} onChange={setting => { onChange({ setting }); }} />}
    </>
  );
}

function SettingFields({ id, setting, onChange }: { readonly id: string; readonly setting: CatalogueSetting; readonly onChange: (setting: CatalogueSetting) => void }): ReactElement {
  const { t } = useTranslation('catalogues');
  return (
    <>
      <FormField id={`${id}-spare`} label={t('spareRows')}>
        <InputNumber id={`${id}-spare`} min={0} max={mostSpareRows} precision={0} value={setting.spareRows} onChange={value => { onChange({ ...setting, spareRows: value ?? 0 }); }} />
      </FormField>
      <Checkbox checked={setting.isPerClass} onChange={event => { onChange({ ...setting, isPerClass: event.target.checked }); }}>{t('perClass')}</Checkbox>
      <Checkbox checked={setting.hasEmptyClasses} onChange={event => { onChange({ ...setting, hasEmptyClasses: event.target.checked }); }}>{t('emptyClasses')}</Checkbox>
    </>
  );
}
