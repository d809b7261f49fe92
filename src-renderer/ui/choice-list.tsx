import { useEffect, useRef, type KeyboardEvent, type ReactElement, type ReactNode } from 'react';
import styles from './choice-list.module.css';

export type Choice = { readonly id: string; readonly head: ReactNode; readonly lines: readonly string[] };
export type ChoiceGroup = { readonly name: string; readonly choices: readonly Choice[] };

type Props = {
  readonly label: string;
  readonly groups: readonly ChoiceGroup[];
  readonly chosenId: string | undefined;
  readonly onChoose: (id: string) => void;
};

/** What waits, under headings; one of it is open beside the list. One stop for Tab; ↑ and ↓ choose. */
export function ChoiceList({ label, groups, chosenId, onChoose }: Props): ReactElement {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, [chosenId]);
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const ids = groups.flatMap(({ choices }) => choices.map(({ id }) => id));
    const next = ids[Math.min(ids.length - 1, Math.max(0, ids.indexOf(chosenId ?? '') + by))];
    if (next !== undefined) onChoose(next);
  };
  return (
    <div
      ref={list}
      className={styles['list']}
      role="listbox"
      tabIndex={0}
      aria-label={label}
      aria-activedescendant={chosenId === undefined ? undefined : `choice-${chosenId}`}
      onKeyDown={onKeyDown}
    >
      {groups.map(({ name, choices }) => (
        <div key={name} role="group" aria-label={name}>
          <p className={styles['group']} aria-hidden="true">{name}</p>
          {choices.map(({ id, head, lines }) => (
            <div key={id} id={`choice-${id}`} className={styles['option']} role="option" aria-selected={id === chosenId} data-choice={id} onClick={() => { onChoose(id); }}>
              <span className={styles['head']}>{head}</span>
              {lines.map(line => <span key={line} className={styles['line']}>{line}</span>)}
            </div>
          ))}
        </div>
      ))}
    </div>
  );
}
