import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccessPolicy } from '#shared/domain/administration';
import { useAct } from '../../api/use-act.ts';
import { ReasonDialog } from '../../ui/reason-dialog.tsx';
import type { Direction, PolicyField } from './policy-changes.ts';
import { textKeyOf, usePolicyWords } from './policy-words.ts';
import styles from './policy.module.css';

type Props = {
  readonly isOpen: boolean;
  readonly before: AccessPolicy;
  readonly after: AccessPolicy;
  readonly directions: Readonly<Record<PolicyField, Direction>>;
  readonly onDone: (isDone: boolean) => void;
  readonly onClose: () => void;
};

/** Every change once more, before → after, and whether a second administrator is needed: said before it is sent. */
export function PolicyDialog({ isOpen, before, after, directions, onDone, onClose }: Props): ReactElement {
  const { t } = useTranslation('policy');
  const wordsOf = usePolicyWords();
  const proposing = useAct('policy.propose', ({ isDone }) => { onDone(isDone); });
  // `as`: Object.keys widens to string[].
  const changed = (Object.keys(directions) as PolicyField[]).filter(field => directions[field] !== 'same');
  const isLooser = changed.some(field => directions[field] === 'looser');
  const lesson = changed.length === 0 ? t('dialog.confirmLesson') : t(isLooser ? 'dialog.looser' : 'dialog.tighter');
  return (
    <ReasonDialog
      isOpen={isOpen}
      width={720}
      consequence={
        <>
          <ul className={styles['changes']}>
            {changed.map(field => (
              <li key={field}>
                <span>{t(`name.${textKeyOf(field)}`)}</span>
                <span>{wordsOf(before, field)} → <strong>{wordsOf(after, field)}</strong></span>
                <span data-direction={directions[field]}>{t(`direction.${directions[field]}`)}</span>
              </li>
            ))}
          </ul>
          <p className={isLooser ? styles['warning'] : styles['lesson']}>{lesson}</p>
        </>
      }
      texts={{
        title: t(changed.length === 0 ? 'dialog.confirmTitle' : 'dialog.title'),
        reason: t('dialog.reason'),
        quick: t('dialog.quick'),
        reasons: t('dialog.reasons'),
        confirm: t(changed.length === 0 ? 'confirm' : 'submit'),
      }}
      isPending={proposing.isPending}
      error={proposing.error}
      onConfirm={reason => { proposing.mutate({ policy: after, reason }); }}
      onClose={onClose}
    />
  );
}
