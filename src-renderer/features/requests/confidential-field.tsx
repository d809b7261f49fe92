import { Checkbox, Select } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CircleId } from '#shared/domain/circle';
import { useDesktopQuery } from '../../api/desktop.ts';
import styles from './apply-screen.module.css';

/** Whether the caller may apply confidentially at all; most people never learn that there is such a thing. */
export function useMayApplyConfidentially(): boolean {
  return (useDesktopQuery('requests.circles', {}).data?.circles.length ?? 0) > 0;
}

type Props = { readonly value: CircleId | null; readonly onChange: (id: CircleId | null) => void };

export function ConfidentialField({ value, onChange }: Props): ReactElement {
  const { t } = useTranslation('requests');
  const circles = useDesktopQuery('requests.circles', {}).data?.circles ?? [];
  const chosen = circles.find(({ id }) => id === value);
  return (
    <>
      <Checkbox checked={value !== null} onChange={event => { onChange(event.target.checked ? (circles[0]?.id ?? null) : null); }}>
        {t('apply.isConfidential')}
      </Checkbox>
      {chosen && circles.length > 1 ? (
        <Select
          className={styles['medium'] ?? ''}
          aria-label={t('apply.circle')}
          virtual={false}
          value={chosen.id}
          onChange={onChange}
          options={circles.map(({ id, name }) => ({ value: id, label: name }))}
        />
      ) : null}
      <span className={styles['hint']}>{chosen ? t('apply.confidentialTo', { circle: chosen.name }) : t('apply.confidentialHint')}</span>
    </>
  );
}
