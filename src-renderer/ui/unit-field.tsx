import { TreeSelect } from 'antd';
import { useMemo, type ReactElement } from 'react';
import { UnitId } from '#shared/domain/ids';
import type { Unit } from '#shared/domain/unit';
import styles from './unit-field.module.css';
import { buildUnitTree, type UnitNode } from './unit-tree.ts';

type Props = {
  readonly label: string;
  readonly units: readonly Unit[];
  readonly value: UnitId | null;
  readonly onChange: (unitId: UnitId | null) => void;
  readonly className?: string;
  readonly id?: string;
  /** A field of a form cannot be emptied, only changed. */
  readonly isRequired?: boolean;
};

type TreeOption = { value: string; title: string; children: TreeOption[] };
const toOption = ({ value, title, children }: UnitNode): TreeOption => ({ value, title, children: children.map(toOption) });

/** Chooses a unit from the tree, or by a part of its name. */
export function UnitField({ label, units, value, onChange, className, id, isRequired = false }: Props): ReactElement {
  const tree = useMemo(() => buildUnitTree(units).map(toOption), [units]);
  return (
    <TreeSelect
      {...(id === undefined ? {} : { id })}
      {...(className === undefined ? {} : { className })}
      aria-label={label}
      placeholder={label}
      treeData={tree}
      treeDefaultExpandAll
      showSearch={{ treeNodeFilterProp: 'title' }}
      allowClear={!isRequired}
      popupMatchSelectWidth={360}
      classNames={{ popup: { root: styles['list'] ?? '' } }}
      value={value}
      onChange={(chosen: string | null | undefined) => {
        onChange(UnitId.safeParse(chosen).data ?? null);
      }}
    />
  );
}
