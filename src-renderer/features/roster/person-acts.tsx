import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { IdempotencyKey } from '#shared/domain/ids';
import type { Person } from '#shared/domain/person';
import { callDesktop } from '../../api/desktop.ts';
import { useSignedIn, useTerminal } from '../../api/signed-in.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { useNavigation } from '../../ui/place.ts';
import { chooseActs, type PersonAct } from './choose-acts.ts';
import styles from './roster.module.css';

/** What this role may do next with the file of this person; the first is the primary one. */
export function PersonActs({ person }: { readonly person: Person }): ReactElement | null {
  const { t } = useTranslation('roster');
  const { account } = useSignedIn();
  const { goTo } = useNavigation();
  const queryClient = useQueryClient();
  // One key for as long as this person is shown: a second click creates nothing twice.
  const [idempotencyKey] = useState(() => IdempotencyKey.parse(crypto.randomUUID()));
  const create = useMutation({
    mutationFn: () => callDesktop('volumes.create', { personId: person.id, idempotencyKey }),
    onSuccess: ({ id }) => {
      void queryClient.invalidateQueries({ queryKey: ['people.get'] });
      void queryClient.invalidateQueries({ queryKey: ['people.search'] });
      goTo({ screen: 'volume', volumeId: id });
    },
  });
  const volumeId = person.volumes[0]?.id;
  const run = (act: PersonAct): void => {
    if (act === 'create') create.mutate();
    else if (act === 'apply') goTo({ screen: 'apply', personId: person.id });
    else if (volumeId === undefined) return;
    else if (act === 'scan') goTo({ screen: 'scanning', volumeId, personId: person.id, personName: person.name });
    else goTo({ screen: 'volume', volumeId });
  };
  // Files are kept and decided about at terminals of the other edition.
  const isQuery = useTerminal()?.edition === 'query';
  const acts = chooseActs(account.roles, person).filter(act => act === 'apply' || !isQuery);
  if (acts.length === 0) return null;
  return (
    <>
      <div className={styles['acts']}>
        {acts.map((act, index) => (
          <Button
            key={act}
            type={index === 0 ? 'primary' : 'default'}
            autoFocus={index === 0}
            data-act={act}
            loading={act === 'create' && create.isPending}
            onClick={() => {
              run(act);
            }}
          >
            {t(`act.${act}`)}
          </Button>
        ))}
      </div>
      <ErrorNotice
        error={create.error}
        onRetry={() => {
          create.mutate();
        }}
      />
    </>
  );
}
