import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Circle } from '#shared/domain/circle';
import { useAct } from '../../api/use-act.ts';
import { CircleForm } from './circle-form.tsx';
import { compareMembers, type Member } from './member-changes.ts';
import { MemberList } from './member-list.tsx';

type Props = { readonly circle: Circle; readonly onDone: (sentence: string) => void; readonly onCancel: () => void };

/** All members from now on; begins with those it has. */
export function MembersForm({ circle, onDone, onCancel }: Props): ReactElement {
  const { t } = useTranslation('circles');
  const { id, name } = circle;
  const [before] = useState<readonly Member[]>(circle.members); // what the officer saw when he began, though the list behind is asked again
  const [after, setAfter] = useState<readonly Member[]>(before);
  const [reason, setReason] = useState('');
  const act = useAct('circles.setMembers', () => { onDone(t('change.done', { name })); });
  const isChanged = compareMembers(before, after).some(({ change }) => change !== 'stays');
  const missing = [...(isChanged ? [] : [t('change.nothing')]), ...(reason.trim() === '' ? [t('form.reason')] : [])];
  return (
    <CircleForm
      title={t('change.title', { name })}
      lead={t('change.lead')}
      submit={t('change.submit')}
      missing={missing}
      isPending={act.isPending}
      error={act.error}
      reason={reason}
      onReason={setReason}
      onSubmit={() => { act.mutate({ id, memberIds: after.map(({ accountId }) => accountId), reason: reason.trim() }); }}
      onCancel={onCancel}
    >
      <MemberList before={before} after={after} onChange={setAfter} hasFocusFirst />
    </CircleForm>
  );
}
