import { useTranslation } from 'react-i18next';
import type { PolicyChange } from './check-policy.ts';
import { useFindingWords } from './finding-words.ts';

export type ChangeWords = { readonly name: string; readonly before: string; readonly after: string };

export function useChangeWords(): (change: PolicyChange) => ChangeWords {
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
