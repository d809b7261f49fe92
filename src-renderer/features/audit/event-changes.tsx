import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditEventDetail } from '#shared/domain/oversight';
import styles from './audit-screen.module.css';
import { describeField, describeValue } from './field-words.ts';

/** What the act changed, field by field; and how long each material was read. */
export function EventChanges({ changes }: { readonly changes: AuditEventDetail['changes'] }): ReactElement | null {
  const { t } = useTranslation('oversight');
  if (changes.length === 0) return null;
  return (
    <>
      <h3 className={styles['heading']}>{t('detail.changes')}</h3>
      <table className={styles['changes']}>
        <thead>
          <tr>
            <th scope="col">{t('detail.field')}</th>
            <th scope="col">{t('detail.before')}</th>
            <th scope="col">{t('detail.after')}</th>
          </tr>
        </thead>
        <tbody>
          {changes.map(({ field, before, after }, index) => (
            <tr key={index}>
              <th scope="row">{describeField(t, field)}</th>
              <td>{describeValue(t, field, before)}</td>
              <td>{describeValue(t, field, after)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
