import type { ReactElement, ReactNode } from 'react';
import styles from './page-header.module.css';

type Props = {
  readonly title: ReactNode;
  /** One line under the title: what this is, or where it belongs. */
  readonly lead?: ReactNode;
  readonly back?: ReactNode;
  /** Secondary buttons. */
  readonly actions?: ReactNode;
  /** The one thing to do next. */
  readonly primary?: ReactNode;
};

/** Heads a screen: what it is, and exactly one primary button. */
export function PageHeader({ title, lead, back, actions, primary }: Props): ReactElement {
  return (
    <header className={styles['header']}>
      {back}
      <div className={styles['words']}>
        <h1 className={styles['title']}>{title}</h1>
        {lead ? <p className={styles['lead']}>{lead}</p> : null}
      </div>
      <div className={styles['actions']}>
        {actions}
        {primary}
      </div>
    </header>
  );
}

/** A row of controls above what they act on. */
export function Toolbar({ label, children }: { readonly label: string; readonly children: ReactNode }): ReactElement {
  return (
    <div className={styles['toolbar']} role="toolbar" aria-label={label}>
      {children}
    </div>
  );
}
