import { Select } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesktopQuery } from '../../api/desktop.ts';
import { FormField } from '../../ui/form-field.tsx';

type Props = { readonly id: string; readonly value: string | null; readonly onChange: (name: string | null) => void };

/** By which names the XML of this supplier is read; a unit without mappings of its own is not asked. */
export function MappingField({ id, value, onChange }: Props): ReactElement | null {
  const { t } = useTranslation('intake');
  const { data } = useDesktopQuery('intake.listMappings', {});
  if (!data || data.mappings.length === 0) return null;
  return (
    <FormField id={id} label={t('mapping.field')} hint={t('mapping.fieldHint')}>
      <Select
        id={id}
        aria-describedby={`${id}-hint`}
        value={value ?? ''}
        options={[{ value: '', label: t('mapping.standard') }, ...data.mappings.map(({ name, version }) => ({ value: name, label: t('mapping.named', { name, version }) }))]}
        onChange={name => { onChange(name === '' ? null : name); }}
      />
    </FormField>
  );
}
