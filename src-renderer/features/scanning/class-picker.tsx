import { Fragment, useEffect, useRef, type KeyboardEvent, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { classCodes, formatClassCode, mainClasses, type ClassCode, type LeafClass } from '#shared/domain/catalogue';
import type { Material } from '#shared/domain/volume';
import { sortByCatalogue } from '../../ui/catalogue-order.ts';
import styles from './class-picker.module.css';
import type { Desk } from './desk.ts';

export const classTreeId = 'class-tree';

type Props = { readonly desk: Desk; readonly onPick: (code: ClassCode) => void };

/** 类目树: the ten classes and what the volume has in each; the class of the row in hand is open. ↑ ↓ choose, as a click does. */
export function ClassPicker({ desk: { volume, row }, onPick }: Props): ReactElement {
  const { t } = useTranslation('scanning');
  const tree = useRef<HTMLDivElement>(null);
  const { classCode } = row;
  useEffect(() => {
    tree.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, [classCode]);
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by === undefined || event.ctrlKey || event.altKey || event.shiftKey) return;
    event.preventDefault();
    const at = classCode === null ? -1 : classCodes.indexOf(classCode);
    const next = classCodes[Math.min(classCodes.length - 1, Math.max(0, at + by))];
    if (next !== undefined) onPick(next);
  };
  const materials = sortByCatalogue(volume?.materials ?? []);
  return (
    <div
      ref={tree}
      id={classTreeId}
      className={styles['tree']}
      role="tree"
      tabIndex={0}
      aria-label={t('tree.label')}
      aria-activedescendant={classCode === null ? undefined : leafId(classCode)}
      onKeyDown={onKeyDown}
    >
      {mainClasses.map(({ number, name, leaves }) => {
        const drawn = leaves.map(leaf => <Leaf key={leaf.code} leaf={leaf} level={leaves.length === 1 ? 1 : 2} isChosen={leaf.code === classCode} materials={materials} onPick={onPick} />);
        if (leaves.length === 1) return drawn;
        return (
          <Fragment key={number}>
            <p className={styles['main']} role="treeitem" aria-level={1} aria-expanded="true" aria-selected="false"><span className={styles['code']}>{numeralOf(leaves)}</span> {name}</p>
            <div role="group">{drawn}</div>
          </Fragment>
        );
      })}
    </div>
  );
}

const leafId = (code: ClassCode): string => `class-${code}`;

function numeralOf([leaf]: readonly LeafClass[]): string {
  return leaf ? (formatClassCode(leaf.code).split('-')[0] ?? '') : '';
}

type LeafProps = { readonly leaf: LeafClass; readonly level: 1 | 2; readonly isChosen: boolean; readonly materials: readonly Material[]; readonly onPick: (code: ClassCode) => void };

function Leaf({ leaf: { code, name }, level, isChosen, materials, onPick }: LeafProps): ReactElement {
  const { t } = useTranslation('scanning');
  const own = materials.filter(material => material.classCode === code);
  return (
    <>
      <div id={leafId(code)} className={styles['line']} role="treeitem" aria-level={level} aria-selected={isChosen} data-level={level} onClick={() => { onPick(code); }}>
        <span className={styles['code']}>{formatClassCode(code)}</span>
        <span className={styles['name']}>{name}</span>
        <span className={styles['count']}>{own.length > 0 ? own.length : ''}</span>
      </div>
      {isChosen && own.length > 0 ? (
        <div role="group" className={styles['materials']}>
          {own.map(material => (
            <div key={material.id} className={styles['material']} role="treeitem" aria-level={level + 1} aria-selected="false">
              <span className={styles['sequence']}>{material.sequence}</span>
              <span className={styles['name']} title={material.name}>{material.name}</span>
              <span className={styles['count']}>{t('unfiled.pages', { count: material.pageCount })}</span>
            </div>
          ))}
        </div>
      ) : null}
    </>
  );
}
