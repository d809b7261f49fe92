import type { ReactElement, ReactNode } from 'react';
import styles from './form-field.module.css';

type Props = { readonly id: string; readonly label: string; readonly hint?: string | undefined; readonly children: ReactNode };

/** A field under its name; what `hint` says is read with it when the field names `<id>-hint` as its description. */
export function FormField({ id, label, hint, children }: Props): ReactElement {
  return (
    <div className={styles['field']}>
      <label className={styles['label']} htmlFor={id}>{label}</label>
      {children}
      {hint === undefined ? null : <p id={`${id}-hint`} className={styles['hint']}>{hint}</p>}
    </div>
  );
}

/** Short fields side by side. */
export function FieldPair({ children }: { readonly children: ReactNode }): ReactElement {
  return <div className={styles['pair']}>{children}</div>;
}
