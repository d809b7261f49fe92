import type { KeyboardEvent, ReactElement } from 'react';
import styles from './tabs.module.css';

type Tab<Name extends string> = { readonly name: Name; readonly label: string };

type Props<Name extends string> = {
  readonly label: string;
  readonly tabs: readonly Tab<Name>[];
  readonly value: Name;
  readonly onChange: (name: Name) => void;
  /** Id of the element with role `tabpanel` that shows the chosen one. */
  readonly panelId: string;
};

/** Boxes of which one is open. ← and → change between them. */
export function Tabs<Name extends string>({ label, tabs, value, onChange, panelId }: Props<Name>): ReactElement {
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const index = (tabs.findIndex(({ name }) => name === value) + by + tabs.length) % tabs.length;
    const next = tabs[index];
    if (!next) return;
    onChange(next.name);
    event.currentTarget.querySelectorAll<HTMLElement>('[role=tab]')[index]?.focus();
  };
  return (
    <div className={styles['tabs']} role="tablist" aria-label={label} onKeyDown={onKeyDown}>
      {tabs.map(tab => (
        <button
          key={tab.name}
          type="button"
          className={styles['tab']}
          role="tab"
          aria-selected={tab.name === value}
          aria-controls={panelId}
          tabIndex={tab.name === value ? 0 : -1}
          data-tab={tab.name}
          onClick={() => { onChange(tab.name); }}
        >
          {tab.label}
        </button>
      ))}
    </div>
  );
}
