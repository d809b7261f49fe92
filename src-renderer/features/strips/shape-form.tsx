import { Select } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { stripSizeMm, type StripShape, type StripTemplate } from '#shared/domain/spine-strip';
import { FormField } from '../../ui/form-field.tsx';
import { Millimetres } from './millimetres.tsx';
import styles from './strips.module.css';

const usualBoxes: readonly number[] = [25, 35, 45];
type Props = { readonly template: StripTemplate; readonly onChange: (template: StripTemplate) => void };

/** A strip by the box it is for, a label by its own size; and how red is printed. */
export function ShapeForm({ template, onChange }: Props): ReactElement {
  const { t } = useTranslation('strips');
  const { shape, redInk } = template;
  const change = (to: StripShape): void => { onChange({ ...template, shape: to }); };
  return (
    <>
      {shape.kind === 'spine' ? (
        <>
          <div className={styles['pair']}>
            <FormField id="box-usual" label={t('shape.box')}>
              <Select id="box-usual" virtual={false} value={usualBoxes.find(mm => mm === shape.boxThicknessMm) ?? 0} options={[...usualBoxes.map(value => ({ value, label: `${String(value)} mm` })), { value: 0, label: t('shape.free') }]} onChange={value => { if (value > 0) change({ ...shape, boxThicknessMm: value }); }} />
            </FormField>
            <Millimetres id="box-thickness" label={t('shape.thickness')} min={15} max={80} value={shape.boxThicknessMm} onChange={boxThicknessMm => { change({ ...shape, boxThicknessMm }); }} />
          </div>
          <div className={styles['pair']}>
            <Millimetres id="box-clearance" label={t('shape.clearance')} min={0} max={10} value={shape.clearanceMm} onChange={clearanceMm => { change({ ...shape, clearanceMm }); }} />
            <Millimetres id="strip-length" label={t('shape.length')} min={100} max={450} value={shape.lengthMm} onChange={lengthMm => { change({ ...shape, lengthMm }); }} />
          </div>
          <p className={styles['soft']}>{t('shape.width', { width: stripSizeMm(shape).widthMm })}</p>
        </>
      ) : (
        <div className={styles['pair']}>
          <Millimetres id="label-width" label={t('shape.labelWidth')} min={20} max={200} value={shape.widthMm} onChange={widthMm => { change({ ...shape, widthMm }); }} />
          <Millimetres id="label-length" label={t('shape.length')} min={15} max={280} value={shape.lengthMm} onChange={lengthMm => { change({ ...shape, lengthMm }); }} />
        </div>
      )}
      <FormField id="red-ink" label={t('shape.red')}>
        <Select id="red-ink" virtual={false} value={redInk} options={(['separation', 'process'] as const).map(value => ({ value, label: t(`red.${value}`) }))} onChange={value => { onChange({ ...template, redInk: value }); }} />
      </FormField>
    </>
  );
}
