import type { ReactElement, ReactNode } from 'react';
import styles from './fact-list.module.css';

export type Fact = { readonly name: string; readonly value: ReactNode };

/** What is known of one thing: name and value, one line each; a dash for what is empty. */
export function FactList({ facts }: { readonly facts: readonly Fact[] }): ReactElement {
  return (
    <dl className={styles['facts']}>
      {facts.map(({ name, value }) => (
        <div key={name} className={styles['fact']}>
          <dt>{name}</dt>
          <dd>{value === '' || value === null || value === undefined ? '—' : value}</dd>
        </div>
      ))}
    </dl>
  );
}
