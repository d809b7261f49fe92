import { Input } from 'antd';
import { useId, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { CircleCode } from '#shared/domain/circle';
import { useAct } from '../../api/use-act.ts';
import { CircleForm } from './circle-form.tsx';
import styles from './circles.module.css';
import type { Member } from './member-changes.ts';
import { MemberList } from './member-list.tsx';

/** A name, a code for the numbers of its requests, and at least one member. */
export function NewCircleForm({ onDone }: { readonly onDone: (sentence: string) => void }): ReactElement {
  const { t } = useTranslation('circles');
  const id = useId();
  const [typedName, setName] = useState('');
  const [typedCode, setCode] = useState('');
  const [members, setMembers] = useState<readonly Member[]>([]);
  const [reason, setReason] = useState('');
  const name = typedName.trim();
  const code = CircleCode.safeParse(typedCode.trim().toUpperCase()); // shown in capitals by the style: changing what is typed disturbs input methods
  const act = useAct('circles.create', () => { onDone(t('create.done', { name })); });
  const missing = [
    ...(name === '' ? [t('column.name')] : []),
    ...(code.success ? [] : [t('create.codeRule')]),
    ...(members.length === 0 ? [t('column.members')] : []),
    ...(reason.trim() === '' ? [t('form.reason')] : []),
  ];
  const submit = (): void => {
    if (code.success) act.mutate({ name, code: code.data, memberIds: members.map(({ accountId }) => accountId), reason: reason.trim() });
  };
  return (
    <CircleForm
      title={t('create.title')}
      lead={t('create.lead')}
      submit={t('create.submit')}
      missing={missing}
      isPending={act.isPending}
      error={act.error}
      reason={reason}
      onReason={setReason}
      onSubmit={submit}
    >
      <div className={styles['field']}>
        <label htmlFor={`${id}-name`}>{t('column.name')}</label>
        <Input id={`${id}-name`} autoFocus maxLength={60} placeholder={t('create.nameHint')} value={typedName} onChange={event => { setName(event.target.value); }} />
      </div>
      <div className={styles['field']}>
        <label htmlFor={`${id}-code`}>{t('column.code')}</label>
        <Input
          id={`${id}-code`}
          className={styles['code'] ?? ''}
          aria-describedby={`${id}-hint`}
          maxLength={4}
          autoComplete="off"
          value={typedCode}
          onChange={event => { setCode(event.target.value); }}
        />
        <span id={`${id}-hint`} className={styles['faint']}>{t('create.codeHint')}</span>
      </div>
      <MemberList before={[]} after={members} onChange={setMembers} />
    </CircleForm>
  );
}
