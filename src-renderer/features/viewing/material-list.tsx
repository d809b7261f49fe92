import { memo, useEffect, useRef, type KeyboardEvent, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { formatMaterialNumber, mainClasses } from '#shared/domain/catalogue';
import type { MaterialId } from '#shared/domain/ids';
import { formatPartialDate } from '#shared/domain/partial-date';
import type { ViewableMaterial } from '#shared/domain/viewing';
import styles from './viewing.module.css';

type Props = {
  readonly materials: readonly ViewableMaterial[];
  readonly current: MaterialId | null;
  readonly onChoose: (id: MaterialId) => void;
};

/** What may be read here, under the headings of its classes. */
export const MaterialList = memo(function MaterialList({ materials, current, onChoose }: Props): ReactElement {
  const { t } = useTranslation('viewing');
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    const next = materials[materials.findIndex(({ id }) => id === current) + step];
    event.preventDefault();
    if (next) onChoose(next.id);
  };
  const groups = mainClasses
    .map(({ number, name, leaves }) => ({ number, name, rows: materials.filter(({ classCode }) => leaves.some(({ code }) => code === classCode)) }))
    .filter(({ rows }) => rows.length > 0);
  return (
    <div
      ref={list}
      className={styles['materials']}
      role="listbox"
      tabIndex={0}
      aria-label={t('materials')}
      aria-activedescendant={current === null ? undefined : `material-${current}`}
      onKeyDown={onKeyDown}
    >
      {groups.map(({ number, name, rows }) => (
        <div key={number} role="group" aria-label={name}>
          <p className={styles['class']} aria-hidden="true">
            {name}
          </p>
          {rows.map(({ id, classCode, sequence, name: title, formedOn, pageCount }) => (
            <div
              key={id}
              id={`material-${id}`}
              className={styles['material']}
              role="option"
              aria-selected={id === current}
              data-material={id}
              onClick={() => {
                onChoose(id);
              }}
            >
              <span className={styles['materialNumber']}>{formatMaterialNumber(classCode, sequence)}</span>
              <span className={styles['materialName']}>{title}</span>
              <span className={styles['materialFacts']}>
                {formedOn === null ? '' : `${formatPartialDate(formedOn)} · `}
                {t('pages', { total: pageCount })}
              </span>
            </div>
          ))}
        </div>
      ))}
    </div>
  );
});
