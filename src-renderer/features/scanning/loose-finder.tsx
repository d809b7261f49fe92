import { Select } from 'antd';
import { useMutation } from '@tanstack/react-query';
import { useId, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonId } from '#shared/domain/ids';
import { callDesktop, useDesktopQuery } from '../../api/desktop.ts';
import { useDebounced } from '../../ui/debounced.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { FormField } from '../../ui/form-field.tsx';
import type { LooseTarget } from './loose-target.ts';

type Props = { readonly taken: readonly PersonId[]; readonly onFound: (target: LooseTarget) => void };

const typingPauseMs = 150;

/** Finds people one after the other: a choice is taken into the list and the field is free again. */
export function LooseFinder({ taken, onFound }: Props): ReactElement {
  const { t } = useTranslation('scanning');
  const id = useId();
  const [typed, setTyped] = useState('');
  const query = useDebounced(typed.trim(), typingPauseMs);
  const found = useDesktopQuery('people.search', { query }, { isEnabled: query !== '' });
  const adding = useMutation({
    mutationFn: (personId: PersonId) => callDesktop('people.get', { id: personId }),
    onSuccess: ({ id: personId, name, unitName, archiveNumber, volumes }) => {
      const [first] = volumes;
      if (first && !taken.includes(personId)) onFound({ personId, name, about: `${unitName} ${archiveNumber}`, volumeId: first.id, volumes });
    },
  });
  const people = query === '' ? [] : (found.data?.items ?? []);
  return (
    <FormField id={id} label={t('loose.search')}>
      <Select<PersonId | null>
        id={id}
        autoFocus
        virtual={false}
        placeholder={t('loose.placeholder')}
        showSearch={{ filterOption: false, searchValue: typed, onSearch: setTyped }}
        notFoundContent={query === '' || found.isFetching ? t('loose.typing') : t('loose.none')}
        value={null}
        onChange={personId => {
          setTyped('');
          if (personId !== null) adding.mutate(personId);
        }}
        options={people.map(person => ({
          value: person.id,
          label: [person.name, person.unitName, person.volumeCount === 0 ? t('loose.noVolume') : person.archiveNumber].join('　'),
          disabled: person.volumeCount === 0 || taken.includes(person.id),
        }))}
      />
      <ErrorNotice error={found.error ?? adding.error} />
    </FormField>
  );
}
