import { Tree } from 'antd';
import type { ReactElement } from 'react';
import { formatClassCode, mainClasses, parseClassCode, type ClassCode } from '#shared/domain/catalogue';
import { sortClasses } from './class-summary.ts';
import styles from './apply-screen.module.css';

const numerals = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];

/** Ten classes; the fourth and the ninth open into their four leaves. */
const treeData = mainClasses.map(({ number, name, leaves }) =>
  leaves.length === 1 && leaves[0]
    ? { key: leaves[0].code, title: `${formatClassCode(leaves[0].code)}　${name}` }
    : {
        key: `main-${String(number)}`,
        title: `${numerals[number - 1] ?? ''}　${name}`,
        children: leaves.map(leaf => ({ key: leaf.code, title: `${formatClassCode(leaf.code)}　${leaf.name}` })),
      },
);

type Props = { readonly label: string; readonly value: readonly ClassCode[]; readonly onChange: (codes: readonly ClassCode[]) => void };

export function ClassTree({ label, value, onChange }: Props): ReactElement {
  return (
    <Tree
      className={styles['tree'] ?? ''}
      aria-label={label}
      checkable
      defaultExpandAll
      selectable={false}
      virtual={false}
      checkedKeys={[...value]}
      onCheck={checked => {
        const keys = Array.isArray(checked) ? checked : checked.checked;
        onChange(sortClasses(keys.flatMap(key => parseClassCode(String(key)) ?? [])));
      }}
      treeData={treeData}
    />
  );
}
