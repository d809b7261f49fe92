import type { ReactElement, ReactNode } from 'react';
import styles from './empty-state.module.css';

type Props = { readonly title: string; readonly children?: ReactNode; readonly action?: ReactNode };

/** Nothing here yet: says why, and what to do next. */
export function EmptyState({ title, children, action }: Props): ReactElement {
  return (
    <div className={styles['empty']} role="status">
      <p className={styles['title']}>{title}</p>
      {children ? <div className={styles['lesson']}>{children}</div> : null}
      {action}
    </div>
  );
}
