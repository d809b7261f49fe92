import type { ReactElement, ReactNode } from 'react';
import styles from './apply-screen.module.css';

type Props = { readonly label: string; readonly htmlFor?: string; readonly children: ReactNode };

export function FormRow({ label, htmlFor, children }: Props): ReactElement {
  return (
    <div className={styles['row']}>
      {htmlFor === undefined ? <span className={styles['label']}>{label}</span> : <label className={styles['label']} htmlFor={htmlFor}>{label}</label>}
      <div className={styles['field']}>{children}</div>
    </div>
  );
}
