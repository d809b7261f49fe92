import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { IntakePolicy } from '#shared/domain/intake-policy';
import { useAct } from '../../api/use-act.ts';
import { ReasonDialog } from '../../ui/reason-dialog.tsx';
import type { PolicyChange } from './check-policy.ts';
import styles from './check-rules.module.css';
import { useFindingWords } from './finding-words.ts';

type Props = { readonly isOpen: boolean; readonly version: number; readonly draft: IntakePolicy; readonly changes: readonly PolicyChange[]; readonly onClose: () => void };

/** Every change once more, before → after, and from when it holds. */
export function PolicyChangeDialog({ isOpen, version, draft, changes, onClose }: Props): ReactElement {
  const { t } = useTranslation('intake');
  const setting = useAct('intake.setPolicy', onClose);
  const wordsOf = useChangeWords();
  return (
    <ReasonDialog
      isOpen={isOpen}
      width={720}
      consequence={
        <>
          <ul className={styles['changes']} tabIndex={0} aria-label={t('rules.changed', { count: changes.length })}>
            {changes.map(change => {
              const { name, before, after } = wordsOf(change);
              return <li key={name}><span>{name}</span><span>{before} → <b>{after}</b></span></li>;
            })}
          </ul>
          <p className={styles['soft']}>{t('rules.consequence', { version: version + 1 })}</p>
        </>
      }
      texts={{ title: t('rules.dialog'), reason: t('override.reason'), quick: t('override.quick'), reasons: t('rules.reasons'), confirm: t('rules.save') }}
      isPending={setting.isPending}
      error={setting.error}
      onConfirm={reason => { setting.mutate({ version, policy: draft, reason }); }}
      onClose={onClose}
    />
  );
}

function useChangeWords(): (change: PolicyChange) => { readonly name: string; readonly before: string; readonly after: string } {
  const { t } = useTranslation(['intake', 'common']);
  const { titleOf } = useFindingWords();
  return change => {
    switch (change.kind) {
      case 'rule':
        return { name: `${change.rule} ${titleOf(change.rule)}`, before: t(`severity.${change.before}`), after: t(`severity.${change.after}`) };
      case 'limit': {
        const unit = t(`limit.${change.limit.name}.unit`);
        return { name: t(`limit.${change.limit.name}.name`), before: `${String(change.before)} ${unit}`, after: `${String(change.after)} ${unit}` };
      }
      case 'class-five':
        return { name: t('limit.isClassFiveByDate.name'), before: t(change.after ? 'limit.byPart' : 'limit.byDate'), after: t(change.after ? 'limit.byDate' : 'limit.byPart') };
      case 'new-persons':
        return { name: t('limit.newPersons.name'), before: t(`newPersons.${change.before}`), after: t(`newPersons.${change.after}`) };
      case 'network':
        return { name: t('limit.networkLevel.name'), before: t(`secrecy.levelName.${change.before}`, { ns: 'common' }), after: t(`secrecy.levelName.${change.after}`, { ns: 'common' }) };
    }
  };
}
