import { useState, type ReactElement, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { AccountPanel, HealthPanel } from '../accounts/index.ts';
import { PolicyPanel } from '../policy/index.ts';
import { RouteDecision } from '../routes/index.ts';
import { TerminalRequestPanel } from '../terminals/index.ts';
import { ChoiceList } from '../../ui/choice-list.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { useKeys } from '../../ui/keys.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { ActPanel } from './act-panel.tsx';
import styles from './administration.module.css';
import { useEntryWords } from './entry-words.ts';
import { LessonPanel } from './lesson-panel.tsx';
import { openEntry, type TodoEntry } from './todo-entries.ts';
import { todoPanelId, type Outcome } from './outcome.ts';
import type { Todo } from './use-todo.ts';

type Props = { readonly todo: Todo; readonly outcome: Outcome; readonly tabs: ReactNode };

/** What waits, in groups, and the chosen one open beside it. What is done makes room for the next. */
export function WaitingBox({ todo, outcome, tabs }: Props): ReactElement {
  const { t } = useTranslation('administration');
  const toChoices = useEntryWords();
  const [chosen, setChosen] = useState<{ readonly key: string; readonly index: number } | null>(null);
  const entries = todo.groups.flatMap(group => group.entries);
  const open = openEntry(entries, chosen);
  const index = open ? entries.indexOf(open) : -1;
  const choose = (key: string): void => {
    outcome.tell(null);
    setChosen({ key, index: entries.findIndex(entry => entry.key === key) });
  };
  const step = (by: 1 | -1): void => {
    const next = entries[index + by];
    if (next) choose(next.key);
  };
  useKeys(t('keys.group'), [
    { keys: ['J', 'Alt+ArrowDown'], label: t('keys.next'), run: () => { step(1); } },
    { keys: ['K', 'Alt+ArrowUp'], label: t('keys.previous'), run: () => { step(-1); } },
  ]);
  const onDone: Outcome['tell'] = (sentence, secret) => {
    if (open) setChosen({ key: open.key, index });
    outcome.tell(sentence, secret);
  };
  return (
    <>
      <div className={styles['side']}>
        {tabs}
        <ErrorNotice error={todo.error} onRetry={todo.refresh} />
        <div id={todoPanelId} className={styles['panel']} role="tabpanel" aria-label={t('list')}>
          {entries.length > 0 ? <ChoiceList label={t('list')} groups={toChoices(todo.groups)} chosenId={open?.key} onChoose={choose} /> : null}
        </div>
        {todo.hidden > 0 ? <p className={styles['more']}>{t('more', { count: todo.hidden })}</p> : null}
      </div>
      <section className={styles['detail']} aria-label={t('title')}>
        {outcome.sentence === null ? null : <p className={styles['done']} role="status">{outcome.sentence}</p>}
        {open ? <OpenEntry key={open.key} entry={open} onDone={onDone} /> : <NothingWaits isReady={todo.isReady} />}
      </section>
    </>
  );
}

function NothingWaits({ isReady }: { readonly isReady: boolean }): ReactElement {
  const { t } = useTranslation('administration');
  return (
    <>
      <PageHeader title={t('title')} />
      {isReady ? <EmptyState title={t('empty.waiting.title')}>{t('empty.waiting.lesson')}</EmptyState> : null}
    </>
  );
}

type OpenProps = { readonly entry: TodoEntry; readonly onDone: Outcome['tell'] };

function OpenEntry({ entry, onDone }: OpenProps): ReactElement {
  switch (entry.kind) {
    case 'terminal':
      return <TerminalRequestPanel terminal={entry.terminal} onDone={onDone} />;
    case 'act':
      return <ActPanel act={entry.act} onDone={onDone} />;
    case 'routes':
      return <RouteDecision unit={entry.unit} onDone={onDone} />;
    case 'rights':
    case 'unlock':
      return <AccountPanel id={entry.finding.accountId} start={entry.kind} onDone={onDone} />;
    case 'policy':
      return <PolicyPanel onDone={onDone} />;
    case 'health':
      return <HealthPanel />;
    default:
      return <LessonPanel kind={entry.kind} />;
  }
}
