import { Drawer, Skeleton } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonId } from '#shared/domain/ids';
import { formatPartialDate, type PartialDate } from '#shared/domain/partial-date';
import type { Person } from '#shared/domain/person';
import { useDesktopQuery } from '../../api/desktop.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { SecrecyMark } from '../../ui/secrecy-mark.tsx';
import { PersonActs } from './person-acts.tsx';
import styles from './roster.module.css';

/** One person, and what may be done with the file. Escape closes. */
export function PersonDrawer({ id, onClose }: { readonly id: PersonId | null; readonly onClose: () => void }): ReactElement {
  const { t } = useTranslation('roster');
  return (
    <Drawer open={id !== null} size={560} title={t('detail.title')} onClose={onClose} destroyOnHidden>
      {id === null ? null : <PersonDetail id={id} />}
    </Drawer>
  );
}

function PersonDetail({ id }: { readonly id: PersonId }): ReactElement {
  const person = useDesktopQuery('people.get', { id });
  if (person.data) return <PersonSheet person={person.data} />;
  return person.error ? <ErrorNotice error={person.error} onRetry={() => void person.refetch()} /> : <Skeleton active={false} title={false} paragraph={{ rows: 9 }} />;
}

const showDate = (date: PartialDate | null): string => (date === null ? '—' : formatPartialDate(date));

function PersonSheet({ person }: { readonly person: Person }): ReactElement {
  const { t } = useTranslation('roster');
  const facts = [
    ['gender', t(`gender.${person.gender}`)],
    ['born', showDate(person.bornOn)],
    ['ethnicity', person.ethnicity],
    ['nativePlace', person.nativePlace],
    ['politicalStatus', person.politicalStatus],
    ['workStarted', showDate(person.workStartedOn)],
    ['idNumber', person.maskedIdNumber],
    ['unitAndPost', `${person.unitName} ${person.post}`],
    ['managingUnit', person.managingUnitName],
    ['archiveNumber', person.archiveNumber],
    ['status', t(`status.${person.status}`)],
  ] as const;
  return (
    <div className={styles['sheet']}>
      <h2 className={styles['person']}>{person.name}</h2>
      <PersonActs person={person} />
      <dl className={styles['facts']}>
        {facts.map(([name, value]) => (
          <div key={name} className={styles['fact']}>
            <dt>{t(`column.${name}`)}</dt>
            <dd>{value === '' ? '—' : value}</dd>
          </div>
        ))}
      </dl>
      <h3 className={styles['heading']}>{t('detail.volumes')}</h3>
      {person.volumes.length === 0 ? <p className={styles['soft']}>{person.volumeCount === 0 ? t('detail.noVolume') : t('detail.elsewhere', { total: person.volumeCount, unit: person.managingUnitName })}</p> : null}
      <ul className={styles['volumes']}>
        {person.volumes.map(volume => (
          <li key={volume.id} className={styles['volume']}>
            <span>{t(`detail.kind.${volume.kind}`, { ordinal: volume.ordinal })}</span>
            <span className={styles['soft']}>{t('detail.content', { materials: volume.materialCount, pages: volume.pageCount })}</span>
            <SecrecyMark secrecy={volume.secrecy} />
          </li>
        ))}
      </ul>
    </div>
  );
}
