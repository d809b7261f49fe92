import { Button } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { AccessPolicy } from '#shared/domain/administration';
import { useHasRole } from '../../api/signed-in.ts';
import { useKeys } from '../../ui/keys.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { comparePolicies } from './policy-changes.ts';
import { PolicyDialog } from './policy-dialog.tsx';
import { PolicyFields } from './policy-fields.tsx';
import styles from './policy.module.css';

type Props = { readonly policy: AccessPolicy; readonly isConfirmed: boolean; readonly onDone?: ((sentence: string) => void) | undefined };

/** Every value with its meaning; while it is changed, whether that loosens or tightens the rule. */
export function PolicyForm({ policy, isConfirmed, onDone }: Props): ReactElement {
  const { t } = useTranslation('policy');
  const mayPropose = useHasRole('security-officer');
  const { draft, setDraft, directions, changed, state, isOnlyToConfirm } = useDraft(policy, isConfirmed);
  const [isAsking, setIsAsking] = useState(false);
  const [sentence, setSentence] = useState<string | null>(null);
  const canSubmit = mayPropose && (isOnlyToConfirm || state === 'tighter' || state === 'looser');
  const submit = (): void => {
    if (canSubmit) setIsAsking(true);
  };
  useKeys(t('title'), mayPropose ? [{ keys: ['Ctrl+Enter'], label: t('keys.submit'), worksInFields: true, run: submit }] : []);
  const finish = (isDone: boolean): void => {
    setIsAsking(false);
    const said = t(isDone ? 'done.now' : 'done.waits');
    setSentence(said);
    onDone?.(said);
  };
  const undo = <Button disabled={changed.length === 0} onClick={() => { setDraft(policy); }}>{t('undo')}</Button>;
  const submitButton = (
    <Button type="primary" disabled={!canSubmit} onClick={submit}>
      {t(isOnlyToConfirm ? 'confirm' : 'submit')}
    </Button>
  );
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={<span role="status">{sentence ?? t(mayPropose ? 'lead' : 'leadReadOnly')}</span>}
        {...(mayPropose ? { actions: undo, primary: submitButton } : {})}
      />
      <Unconfirmed isConfirmed={isConfirmed} level={policy.siteLevel} />
      <PolicyFields before={policy} draft={draft} directions={directions} isReadOnly={!mayPropose} onChange={setDraft} />
      {mayPropose ? <p className={styles['foot']} role="status">{t(`state.${state}`, { count: changed.length })}</p> : null}
      <PolicyDialog isOpen={isAsking} before={policy} after={draft} directions={directions} onDone={finish} onClose={() => { setIsAsking(false); }} />
    </>
  );
}

/** What is being made of the policy, and what that would mean. */
function useDraft(policy: AccessPolicy, isConfirmed: boolean) {
  const [draft, setDraft] = useState(policy);
  const directions = comparePolicies(policy, draft);
  const changed = Object.values(directions).filter(direction => direction !== 'same');
  const state = stateOf(AccessPolicy.safeParse(draft).success, changed);
  return { draft, setDraft, directions, changed, state, isOnlyToConfirm: state === 'unchanged' && !isConfirmed };
}

function stateOf(isValid: boolean, changed: readonly string[]): 'invalid' | 'unchanged' | 'looser' | 'tighter' {
  if (!isValid) return 'invalid';
  if (changed.length === 0) return 'unchanged';
  return changed.includes('looser') ? 'looser' : 'tighter';
}

/** Starting values are nobody's decision until somebody has looked at each. */
function Unconfirmed({ isConfirmed, level }: { readonly isConfirmed: boolean; readonly level: AccessPolicy['siteLevel'] }): ReactElement | null {
  const { t } = useTranslation('policy');
  return isConfirmed ? null : <p className={styles['notice']}>{t('unconfirmed', { level: t(`level.${level}`) })}</p>;
}
