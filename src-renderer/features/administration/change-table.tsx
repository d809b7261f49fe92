import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Change } from '#shared/domain/administration';
import styles from './administration.module.css';
import { realChanges, useChangeWords } from './change-words.ts';

/** Exactly what will change: before → after, in words. */
export function ChangeTable({ changes, isDecided }: { readonly changes: readonly Change[]; readonly isDecided: boolean }): ReactElement {
  const { t } = useTranslation('administration');
  const { nameOf, valueOf } = useChangeWords();
  const shown = realChanges(changes);
  if (shown.length === 0) return <p className={styles['warning']}>{t('act.noChanges')}</p>;
  return (
    <table className={styles['changes']} aria-label={t(isDecided ? 'act.changed' : 'act.changes')}>
      <thead>
        <tr>
          <th scope="col">{t('act.column.field')}</th>
          <th scope="col">{t(isDecided ? 'act.column.was' : 'act.column.before')}</th>
          <th scope="col">{t(isDecided ? 'act.column.became' : 'act.column.after')}</th>
        </tr>
      </thead>
      <tbody>
        {shown.map(({ field, before, after }) => (
          <tr key={field}>
            <th scope="row">{nameOf(field)}</th>
            <td className={styles['before']}>{valueOf(field, before)}</td>
            <td className={styles['after']}><span aria-hidden="true">→ </span>{valueOf(field, after)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
