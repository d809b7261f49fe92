import { Input, Select } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { StripContent, type StripField } from '#shared/domain/spine-strip';
import { Typeface } from '#shared/domain/typeface';
import { FormField } from '../../ui/form-field.tsx';
import { Millimetres } from './millimetres.tsx';
import styles from './strips.module.css';

type Chosen = 'content' | 'direction' | 'typeface' | 'ink' | 'latin' | 'align';
type Props = { readonly field: StripField; readonly onChange: (field: StripField) => void };

/** One item of a strip: what it says, where, how large, in what ink. */
export function FieldForm({ field, onChange }: Props): ReactElement {
  const { t } = useTranslation('strips');
  const length = (key: 'xMm' | 'yMm' | 'widthMm' | 'heightMm' | 'sizeMm' | 'leastMm', range: readonly [min: number, max: number]): ReactElement => (
    <Millimetres id={`field-${key}`} label={t(`field.${key}`)} min={range[0]} max={range[1]} value={field[key]} onChange={value => { onChange({ ...field, [key]: value }); }} />
  );
  const words: Readonly<Record<Chosen, string>> = { content: t('field.content'), direction: t('field.direction'), typeface: t('field.typeface'), ink: t('field.ink'), latin: t('field.latin'), align: t('field.align') };
  const choice = <Key extends Chosen>(key: Key, options: readonly { readonly value: StripField[Key]; readonly label: string }[]): ReactElement => (
    <FormField id={`field-${key}`} label={words[key]}>
      <Select<StripField[Key]> id={`field-${key}`} virtual={false} value={field[key]} options={[...options]} onChange={value => { onChange({ ...field, [key]: value }); }} />
    </FormField>
  );
  return (
    <>
      <div className={styles['pair']}>
        {choice('content', StripContent.options.map(value => ({ value, label: t(`content.${value}`) })))}
        <FormField id="field-text" label={field.content === 'text' ? t('field.text') : t('field.before')}>
          <Input id="field-text" maxLength={40} value={field.text} onChange={event => { onChange({ ...field, text: event.target.value }); }} />
        </FormField>
      </div>
      <div className={styles['pair']}>{length('xMm', [0, 400])}{length('yMm', [0, 450])}</div>
      <div className={styles['pair']}>{length('widthMm', [1, 400])}{length('heightMm', [1, 450])}</div>
      <div className={styles['pair']}>{length('sizeMm', [1.5, 40])}{length('leastMm', [1.5, 40])}</div>
      <div className={styles['pair']}>
        {choice('direction', (['down', 'across'] as const).map(value => ({ value, label: t(`direction.${value}`) })))}
        {choice('align', (['spread', 'start', 'middle'] as const).map(value => ({ value, label: t(`align.${value}`) })))}
      </div>
      <div className={styles['pair']}>
        {choice('typeface', Typeface.options.map(value => ({ value, label: t(`typeface.${value}`) })))}
        {choice('ink', (['black', 'spot-red'] as const).map(value => ({ value, label: t(`ink.${value}`) })))}
      </div>
      {field.direction === 'down' ? choice('latin', (['upright', 'turned'] as const).map(value => ({ value, label: t(`latin.${value}`) }))) : null}
    </>
  );
}
