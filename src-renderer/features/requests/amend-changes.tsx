import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RequestDetail } from '#shared/domain/view-request';
import styles from './amend-screen.module.css';
import { formOf, listAmended, type AmendedField } from './amendment.ts';
import type { ApplicationForm } from './application-form.ts';
import { ClassWords } from './class-words.tsx';
import { useColleagues } from './colleagues.ts';

type Props = { readonly detail: RequestDetail; readonly form: ApplicationForm };

/** What differs, as sent → as it will be; nothing while nothing differs. */
export function AmendChanges({ detail, form }: Props): ReactElement | null {
  const { t } = useTranslation('requests');
  const wordsOf = useFieldWords(detail);
  const sent = formOf(detail);
  const amended = listAmended(sent, form);
  if (amended.length === 0) return null;
  return (
    <table className={styles['changes']} aria-label={t('amend.changes')}>
      <thead>
        <tr>
          <th scope="col">{t('amend.column.field')}</th>
          <th scope="col">{t('amend.column.before')}</th>
          <th scope="col">{t('amend.column.after')}</th>
        </tr>
      </thead>
      <tbody>
        {amended.map(field => (
          <tr key={field}>
            <th scope="row">{t(`amend.field.${field}`)}</th>
            <td>{wordsOf(field, sent)}</td>
            <td><span aria-hidden="true">→ </span>{wordsOf(field, form)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function useFieldWords(detail: RequestDetail): (field: AmendedField, of: ApplicationForm) => ReactNode {
  const { t } = useTranslation('requests');
  const colleagues = useColleagues(detail.circleId).colleagues ?? [];
  const none = t('field.none');
  const nameOf = (id: ApplicationForm['secondReaderId']): string =>
    (id === detail.secondReaderId ? detail.secondReaderName : colleagues.find(colleague => colleague.id === id)?.displayName) ?? none;
  const words: Readonly<Record<AmendedField, (of: ApplicationForm) => ReactNode>> = {
    purpose: ({ purpose }) => (purpose === null ? none : t(`purpose.${purpose}`)),
    secondReaderId: ({ secondReaderId }) => nameOf(secondReaderId),
    classCodes: ({ classCodes }) => <ClassWords classCodes={classCodes} />,
    minutes: ({ minutes }) => (minutes === null ? none : t('minutes', { minutes })),
    wantsPrint: ({ wantsPrint }) => t(wantsPrint ? 'field.wantsPrint' : 'field.wantsNoPrint'),
    reason: ({ reason }) => reason.trim() || none,
  };
  return (field, of) => words[field](of);
}
