import type { ReactElement, ReactNode } from 'react';
import styles from './progress-line.module.css';

type Props = {
  /** 0 to 1; null while nobody knows how much there is. */
  readonly fraction: number | null;
  /** What is going on, how fast, how long still. */
  readonly label: string;
  /** A cancel button, where the work can be cancelled. */
  readonly action?: ReactNode;
};

/** Long work in one line of fixed height. */
export function ProgressLine({ fraction, label, action }: Props): ReactElement {
  const percent = fraction === null ? undefined : Math.round(Math.min(1, Math.max(0, fraction)) * 100);
  return (
    <div className={styles['line']}>
      <div className={styles['words']} aria-live="polite">
        {label}
      </div>
      <div
        className={styles['track']}
        role="progressbar"
        aria-label={label}
        {...(percent === undefined ? {} : { 'aria-valuenow': percent, 'aria-valuemin': 0, 'aria-valuemax': 100 })}
      >
        <div className={percent === undefined ? styles['unknown'] : styles['bar']} style={percent === undefined ? {} : { width: `${String(percent)}%` }} />
      </div>
      {action}
    </div>
  );
}
