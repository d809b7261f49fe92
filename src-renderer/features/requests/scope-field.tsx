import { Button } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClassCode } from '#shared/domain/catalogue';
import styles from './apply-screen.module.css';
import { ClassTree } from './class-tree.tsx';
import { ClassWords } from './class-words.tsx';

type Props = {
  readonly classCodes: readonly ClassCode[];
  /** Before a purpose is chosen there is nothing to change. */
  readonly isWaiting: boolean;
  readonly mustChoose: boolean;
  readonly onChange: (classCodes: readonly ClassCode[]) => void;
};

/** The classes in one line; the tree only for those who want to change them, and for the purpose that preselects none. */
export function ScopeField({ classCodes, isWaiting, mustChoose, onChange }: Props): ReactElement {
  const { t } = useTranslation('requests');
  const [isOpen, setIsOpen] = useState(false);
  const showsTree = !isWaiting && (isOpen || (mustChoose && classCodes.length === 0));
  return (
    <div className={styles['scope']}>
      <div className={styles['line']}>
        {isWaiting ? <span className={styles['hint']}>{t('apply.waitFirst')}</span> : <ClassWords classCodes={classCodes} />}
        <Button
          size="small"
          disabled={isWaiting}
          aria-expanded={showsTree}
          onClick={() => {
            setIsOpen(!showsTree);
          }}
        >
          {showsTree ? t('apply.changeDone') : t('apply.change')}
        </Button>
      </div>
      {showsTree ? (
        <ClassTree
          label={t('apply.scope')}
          value={classCodes}
          onChange={codes => {
            setIsOpen(true);
            onChange(codes);
          }}
        />
      ) : null}
    </div>
  );
}
