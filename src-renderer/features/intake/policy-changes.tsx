import type { ReactElement } from 'react';
import type { PolicyChange } from './check-policy.ts';
import styles from './check-rules.module.css';
import { useChangeWords } from './policy-change-words.ts';

/** What one version of the rules says otherwise than another, before → after. */
export function PolicyChanges({ changes, label }: { readonly changes: readonly PolicyChange[]; readonly label: string }): ReactElement {
  const wordsOf = useChangeWords();
  return (
    <ul className={styles['changes']} tabIndex={0} aria-label={label}>
      {changes.map(change => {
        const { name, before, after } = wordsOf(change);
        return <li key={name}><span>{name}</span><span>{before} → <b>{after}</b></span></li>;
      })}
    </ul>
  );
}
