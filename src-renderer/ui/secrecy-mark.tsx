import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { formatSecrecyMark, type Secrecy } from '#shared/domain/secrecy';
import styles from './secrecy-mark.module.css';

/** 秘密★10年, in every language: it is a legal mark, not a text. `null` is what has no level of its own. */
export function SecrecyMark({ secrecy }: { readonly secrecy: Secrecy | null }): ReactElement {
  const { t } = useTranslation();
  const mark = secrecy ? formatSecrecyMark(secrecy) : t('secrecy.internal');
  return (
    <span className={secrecy ? styles['classified'] : styles['internal']} data-testid="secrecy-mark">
      <span className="visually-hidden">{t('secrecy.label')}</span>
      {mark}
    </span>
  );
}
