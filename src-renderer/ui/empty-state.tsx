import type { ReactElement, ReactNode } from 'react';
import styles from './empty-state.module.css';

type Props = { readonly title: string; readonly children?: ReactNode; readonly action?: ReactNode; /** Nothing else is on the screen: the title heads it. */ readonly isScreen?: boolean };

/** Nothing here yet: says why, and what to do next. */
export function EmptyState({ title, children, action, isScreen = false }: Props): ReactElement {
  return (
    <div className={styles['empty']} role="status">
      {isScreen ? <h1 className={styles['title']}>{title}</h1> : <p className={styles['title']}>{title}</p>}
      {children ? <div className={styles['lesson']}>{children}</div> : null}
      {action}
    </div>
  );
}
