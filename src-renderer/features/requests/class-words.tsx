import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClassCode } from '#shared/domain/catalogue';
import { hasAllClasses, summariseClasses } from './class-summary.ts';
import styles from './requests.module.css';

/** `一、四-1、六、九-1、九-2　共 5 类` */
export function ClassWords({ classCodes }: { readonly classCodes: readonly ClassCode[] }): ReactElement {
  const { t } = useTranslation('requests');
  if (classCodes.length === 0) return <span className={styles['faint']}>{t('apply.scopeNone')}</span>;
  return (
    <span>
      {hasAllClasses(classCodes) ? t('apply.scopeAll') : `${summariseClasses(classCodes).join('、')}　`}
      {hasAllClasses(classCodes) ? null : <span className={styles['faint']}>{t('apply.scopeCount', { count: classCodes.length })}</span>}
    </span>
  );
}
