import { Input, Select, type InputRef } from 'antd';
import { useRef, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesktopQuery } from '../../api/desktop.ts';
import { useKeys } from '../../ui/keys.tsx';
import { UnitField } from '../../ui/unit-field.tsx';
import styles from './strips.module.css';
import type { Choice, CopyKind } from './use-choice.ts';

export function VolumeFilters({ choice }: { readonly choice: Choice }): ReactElement {
  const { t } = useTranslation('strips');
  const units = useDesktopQuery('units.list', {}).data?.units ?? [];
  const box = useRef<InputRef>(null);
  useKeys(t('title'), [{ keys: ['/'], label: t('search'), run: () => box.current?.focus({ cursor: 'all' }) }]);
  return (
    <search className={styles['filters']}>
      <Input ref={box} aria-label={t('search')} placeholder={t('search')} allowClear maxLength={60} value={choice.query} onChange={event => { choice.setQuery(event.target.value); }} />
      <UnitField label={t('unit')} units={units} value={choice.unitId} onChange={choice.setUnitId} />
      <Select aria-label={t('copyLabel')} placeholder={t('copyLabel')} allowClear value={choice.copy} options={(['original', 'duplicate'] as const).map(value => ({ value, label: t(`copy.${value}`) }))} onChange={(copy: CopyKind | undefined) => { choice.setCopy(copy ?? null); }} />
    </search>
  );
}
