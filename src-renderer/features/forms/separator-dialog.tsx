import { Checkbox, InputNumber, Select } from 'antd';
import { useId, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { formatClassCode, leafClasses, type ClassCode } from '#shared/domain/catalogue';
import type { SeparatorOrder } from '#shared/domain/form-ref';
import type { VolumeId } from '#shared/domain/ids';
import { FormField } from '../../ui/form-field.tsx';
import { FormDialog } from './form-dialog.tsx';
import styles from './forms.module.css';

type Props = { readonly volumeId: VolumeId; readonly onClose: () => void };

const usualNext = 5;
const mostNext = 200;

/** 分隔页 for the stack that is to be scanned: the kinds are chosen, every sheet is shown, then they are printed. */
export function SeparatorDialog({ volumeId, onClose }: Props): ReactElement {
  const { t } = useTranslation('forms');
  const [order, setOrder] = useState<SeparatorOrder>({ volumeId, hasLabel: false, hasMaterials: false, classCodes: [], next: usualNext });
  const isEmpty = !order.hasLabel && !order.hasMaterials && order.classCodes.length === 0 && order.next === 0;
  return <FormDialog form={{ kind: 'separators', ...order }} gap={isEmpty ? t('separators.none') : undefined} fields={<SeparatorFields order={order} onChange={setOrder} />} onClose={onClose} />;
}

type FieldProps = { readonly order: SeparatorOrder; readonly onChange: (order: SeparatorOrder) => void };

function SeparatorFields({ order, onChange }: FieldProps): ReactElement {
  const { t } = useTranslation('forms');
  const id = useId();
  return (
    <>
      <p className={styles['lesson']}>{t('separators.lead')}</p>
      <FormField id={`${id}-next`} label={t('separators.next')}>
        <InputNumber id={`${id}-next`} autoFocus min={0} max={mostNext} precision={0} value={order.next} onChange={value => { onChange({ ...order, next: value ?? 0 }); }} />
      </FormField>
      <FormField id={`${id}-classes`} label={t('separators.classes')}>
        <Select<ClassCode[]>
          id={`${id}-classes`}
          mode="multiple"
          virtual={false}
          maxTagCount={6}
          placeholder={t('separators.noClass')}
          value={[...order.classCodes]}
          options={leafClasses.map(({ code, name }) => ({ value: code, label: `${formatClassCode(code)} ${name}` }))}
          showSearch={{ optionFilterProp: 'label' }}
          onChange={classCodes => { onChange({ ...order, classCodes }); }}
        />
      </FormField>
      <Checkbox checked={order.hasMaterials} onChange={({ target }) => { onChange({ ...order, hasMaterials: target.checked }); }}>{t('separators.materials')}</Checkbox>
      <Checkbox checked={order.hasLabel} onChange={({ target }) => { onChange({ ...order, hasLabel: target.checked }); }}>{t('separators.label')}</Checkbox>
    </>
  );
}
