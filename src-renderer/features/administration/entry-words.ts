import { useTranslation } from 'react-i18next';
import { formatDateTime } from '../../ui/date-time.ts';
import type { Choice, ChoiceGroup } from '../../ui/choice-list.tsx';
import type { TodoEntry, TodoGroup } from './todo-entries.ts';

/** The entries of the list in words: what it is, whose, since when. */
export function useEntryWords(): (groups: readonly TodoGroup[]) => readonly ChoiceGroup[] {
  const { t } = useTranslation('administration');
  const choiceOf = (entry: TodoEntry): Choice => {
    const { key: id } = entry;
    switch (entry.kind) {
      case 'terminal':
        return { id, head: t('entry.terminal', { name: entry.terminal.name }), lines: [entry.terminal.unitName, t('waitingSince', { at: formatDateTime(entry.terminal.requestedAt) })] };
      case 'act':
        return {
          id,
          head: t(`act.title.${entry.act.kind}`, { target: entry.act.target }),
          lines: [entry.act.targetUnitName, `${entry.act.proposedBy}　${formatDateTime(entry.act.proposedAt)}`].filter(Boolean),
        };
      case 'routes':
        return { id, head: t('entry.routes', { unit: entry.unit.unitName }), lines: [`${entry.unit.waiting.proposedBy}　${formatDateTime(entry.unit.waiting.proposedAt)}`] };
      case 'rights':
      case 'unlock':
        return { id, head: t(`entry.${entry.kind}`, { name: entry.finding.displayName }), lines: [`${entry.finding.unitName}　${entry.finding.loginName}`] };
      default:
        return { id, head: t(`entry.${entry.kind}`, { count: entry.count }), lines: [t(`entryLine.${entry.kind}`)] };
    }
  };
  return groups => groups.map(({ name, entries }) => ({ name: t(`group.${name}`), choices: entries.map(choiceOf) }));
}
