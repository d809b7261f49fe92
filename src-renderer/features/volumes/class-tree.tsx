import type { KeyboardEvent, ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { TreeRow } from './catalogue-tree.ts';
import styles from './volumes.module.css';

type Props = { readonly rows: readonly TreeRow[]; readonly current: string; readonly onChoose: (id: string) => void };

/** Ten classes and sixteen leaves with the number of their materials; all open, one stop for Tab. */
export function ClassTree({ rows, current, onChoose }: Props): ReactElement {
  const { t } = useTranslation('volumes');
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    const next = rows[rows.findIndex(({ id }) => id === current) + step];
    event.preventDefault();
    if (next) onChoose(next.id);
  };
  return (
    <div
      className={styles['tree']}
      role="tree"
      tabIndex={0}
      aria-label={t('classes')}
      aria-activedescendant={`class-${current}`}
      onKeyDown={onKeyDown}
    >
      {rows.map(({ id, depth, number, name, materialCount }) => (
        <div
          key={id}
          id={`class-${id}`}
          className={styles['class']}
          role="treeitem"
          aria-level={depth}
          aria-selected={id === current}
          data-depth={depth}
          data-empty={materialCount === 0}
          onClick={() => {
            onChoose(id);
          }}
        >
          <span className={styles['number']}>{number}</span>
          <span className={styles['className']}>{name ?? t('all')}</span>
          <span className={styles['count']}>{materialCount}</span>
        </div>
      ))}
    </div>
  );
}
