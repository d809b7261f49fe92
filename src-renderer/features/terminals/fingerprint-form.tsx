import { Input } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { groupFingerprint } from '../../ui/fingerprint.ts';
import { cleanGroup, compareGroups, drawGroups, type Comparison } from './fingerprint-check.ts';
import styles from './terminals.module.css';

type Props = { readonly fingerprint: string; readonly comparison: Comparison; readonly onCompare: (comparison: Comparison) => void };

/** The fingerprint in groups of four, three of them left open for what the terminal's own screen shows. */
export function FingerprintForm({ fingerprint, comparison, onCompare }: Props): ReactElement {
  const { t } = useTranslation('terminals');
  const groups = groupFingerprint(fingerprint);
  const [asked] = useState(() => drawGroups(groups.length));
  const [typed, setTyped] = useState<ReadonlyMap<number, string>>(new Map());
  const type = (index: number, text: string): void => {
    const next = new Map(typed).set(index, cleanGroup(text));
    setTyped(next);
    onCompare(compareGroups(fingerprint, asked, next));
    if ((next.get(index) ?? '').length === 4) focusNext(asked, index);
  };
  return (
    <>
      <ol className={styles['groups']} aria-label={t('request.fingerprint')}>
        {groups.map((group, index) => (
          // The place of a group is what it is: groups never move.
          <li key={`${String(index)}-${group}`} className={styles['group']}>
            <span className={styles['ordinal']} aria-hidden="true">{index + 1}</span>
            {asked.includes(index) ? (
              <Input
                id={fieldId(index)}
                className={styles['asked'] ?? ''}
                aria-label={t('request.group', { number: index + 1 })}
                autoFocus={index === asked[0]}
                autoComplete="off"
                spellCheck={false}
                value={typed.get(index) ?? ''}
                onChange={event => { type(index, event.target.value); }}
              />
            ) : (
              <span className={styles['digits']}>{group}</span>
            )}
          </li>
        ))}
      </ol>
      <p className={styles['comparison']} data-comparison={comparison} role="status">{t(`request.comparison.${comparison}`)}</p>
    </>
  );
}

const fieldId = (index: number): string => `fingerprint-group-${String(index)}`;

function focusNext(asked: readonly number[], index: number): void {
  const next = asked[asked.indexOf(index) + 1];
  if (next !== undefined) document.getElementById(fieldId(next))?.focus();
}
