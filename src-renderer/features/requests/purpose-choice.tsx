import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Purpose } from '#shared/domain/purpose';
import { useKeys } from '../../ui/keys.tsx';
import styles from './apply-screen.module.css';

export const purposes = Purpose.options;

type Props = { readonly value: Purpose | null; readonly onChange: (purpose: Purpose) => void };

/** Five large choices; 1 to 5 choose one from anywhere outside a field. */
export function PurposeChoice({ value, onChange }: Props): ReactElement {
  const { t } = useTranslation('requests');
  useKeys(
    t('apply.purpose'),
    purposes.map((purpose, index) => ({
      keys: [String(index + 1)],
      label: t(`purpose.${purpose}`),
      run: () => { onChange(purpose); },
    })),
  );
  return (
    <div className={styles['purposes']} role="radiogroup" aria-label={t('apply.purpose')}>
      {purposes.map((purpose, index) => (
        <label key={purpose} className={styles['purpose']} data-purpose={purpose}>
          <input type="radio" name="purpose" checked={value === purpose} onChange={() => { onChange(purpose); }} />
          <span className={styles['purposeName']}>
            <kbd aria-hidden="true">{index + 1}</kbd>
            {t(`purpose.${purpose}`)}
          </span>
          <span className={styles['purposeBrings']}>{t(`purposeBrings.${purpose}`)}</span>
        </label>
      ))}
    </div>
  );
}
