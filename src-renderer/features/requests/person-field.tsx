import { Select } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonId } from '#shared/domain/ids';
import { formatPartialDate } from '#shared/domain/partial-date';
import type { PersonSummary } from '#shared/domain/person';
import { useDesktopQuery } from '../../api/desktop.ts';
import { useTerminal } from '../../api/signed-in.ts';
import { useDebounced } from '../../ui/debounced.ts';
import styles from './apply-screen.module.css';

type Props = {
  readonly id: string;
  readonly personId: PersonId | null;
  /** The rest is chosen already: it begins with the person. */
  readonly isFirst?: boolean;
  readonly onChange: (personId: PersonId | null) => void;
};

const typingPauseMs = 150;

/** Finds a person while typing: two people of one name are told apart by birth, unit and masked identity number. */
export function PersonField({ id, personId, isFirst = false, onChange }: Props): ReactElement {
  const { t } = useTranslation('requests');
  const [typed, setTyped] = useState('');
  const query = useDebounced(typed.trim(), typingPauseMs);
  const shown = usePeople(query, personId);
  return (
    <Select
      id={id}
      className={styles['wide'] ?? ''}
      placeholder={t('apply.personPlaceholder')}
      virtual={false}
      allowClear
      autoFocus={isFirst}
      showSearch={{ filterOption: false, searchValue: typed, onSearch: setTyped }}
      notFoundContent={<NobodyFound hasAsked={query !== ''} />}
      value={personId}
      onChange={(value: PersonId | undefined) => {
        onChange(value ?? null);
      }}
      options={shown.map(person => ({ value: person.id, label: `${person.name}　${person.unitName}　${person.post}`, disabled: person.volumeCount === 0, person }))}
      optionRender={option => <PersonOption person={option.data.person} />}
    />
  );
}

/** Who was found, and who is chosen. */
function usePeople(query: string, personId: PersonId | null): readonly PersonSummary[] {
  const found = useDesktopQuery('people.search', { query }, { isEnabled: query !== '', keepPrevious: true });
  const chosen = useDesktopQuery('people.get', { id: personId ?? '' }, { isEnabled: personId !== null });
  const people = query === '' ? [] : (found.data?.items ?? []);
  return personId !== null && chosen.data && !people.some(person => person.id === personId) ? [chosen.data, ...people] : people;
}

function NobodyFound({ hasAsked }: { readonly hasAsked: boolean }): ReactElement {
  const { t } = useTranslation('requests');
  const isAway = useTerminal()?.isOnline === false;
  const words = hasAsked ? t('apply.personNone') : t('apply.personTyping');
  return <p className={styles['hint']}>{isAway ? t('apply.personAway') : words}</p>;
}

function PersonOption({ person }: { readonly person: PersonSummary }): ReactElement {
  const { t } = useTranslation('requests');
  const fileWords = person.volumeCount === 0 ? t('apply.noVolume') : person.archiveNumber;
  return (
    <div className={styles['person']}>
      <strong>{person.name}</strong>
      <span>{`${person.unitName} ${person.post}`}</span>
      <span className={styles['faint']}>{[formatPartialDate(person.bornOn), person.maskedIdNumber, fileWords].join(' · ')}</span>
    </div>
  );
}
