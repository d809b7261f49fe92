import { Button, Checkbox } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { formatClassCode, formatMaterialNumber, leafClasses } from '#shared/domain/catalogue';
import { formatPartialDate } from '#shared/domain/partial-date';
import type { CandidateMaterial } from '#shared/domain/view-request';
import { groupByClass, regionsOf, setGranted, setPrintable, type Decision, type MaterialGroup } from './decision.ts';
import styles from './inbox-screen.module.css';

type Props = {
  readonly materials: readonly CandidateMaterial[];
  readonly decision: Decision;
  readonly onChange: (decision: Decision) => void;
  /** Opens the pages of a material, to mark what of it may be printed; null for whoever may not see them. */
  readonly onDraw: ((material: CandidateMaterial) => void) | null;
};

/** Catalogue rows by class: untick to narrow, tick to allow print; a class row does it for the whole class. */
export function MaterialPicker({ materials, decision, onChange, onDraw }: Props): ReactElement {
  const { t } = useTranslation('requests');
  return (
    <div className={styles['materials']} tabIndex={-1}>
      <table className={styles['table']} aria-label={t('inbox.materials')}>
        <thead>
          <tr>
            <th scope="col" className={styles['tick']}>{t('inbox.column.granted')}</th>
            <th scope="col" className={styles['numberColumn']}>{t('inbox.column.number')}</th>
            <th scope="col">{t('inbox.column.name')}</th>
            <th scope="col" className={styles['dateColumn']}>{t('inbox.column.formedOn')}</th>
            <th scope="col" className={styles['pagesColumn']}>{t('inbox.column.pages')}</th>
            <th scope="col" className={styles['printColumn']}>{t('inbox.column.print')}</th>
          </tr>
        </thead>
        {groupByClass(materials).map(group => (
          <tbody key={group.classCode}>
            <GroupRow group={group} decision={decision} onChange={onChange} />
            {group.materials.map(material => (
              <MaterialRow key={material.materialId} material={material} decision={decision} onChange={onChange} onDraw={onDraw} />
            ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}

type RowProps = Pick<Props, 'decision' | 'onChange'>;

function GroupRow({ group, decision, onChange }: RowProps & { readonly group: MaterialGroup }): ReactElement {
  const { t } = useTranslation('requests');
  const ids = group.materials.map(({ materialId }) => materialId);
  const grantedCount = ids.filter(id => decision.granted.has(id)).length;
  const name = `${formatClassCode(group.classCode)}　${leafClasses.find(({ code }) => code === group.classCode)?.name ?? ''}`;
  return (
    <tr className={styles['group']}>
      <td className={styles['tick']}>
        <Checkbox
          aria-label={t('inbox.grantClass', { name })}
          checked={grantedCount === ids.length}
          indeterminate={grantedCount > 0 && grantedCount < ids.length}
          onChange={event => { onChange(setGranted(decision, ids, event.target.checked)); }}
        />
      </td>
      <th scope="rowgroup" colSpan={5}>{name}</th>
    </tr>
  );
}

function MaterialRow({ material, decision, onChange, onDraw }: RowProps & Pick<Props, 'onDraw'> & { readonly material: CandidateMaterial }): ReactElement {
  const { t } = useTranslation('requests');
  const { materialId, name } = material;
  const isGranted = decision.granted.has(materialId);
  return (
    <tr className={isGranted ? '' : styles['left']}>
      <td className={styles['tick']}>
        <Checkbox
          aria-label={t('inbox.grantRow', { name })}
          checked={isGranted}
          onChange={event => { onChange(setGranted(decision, [materialId], event.target.checked)); }}
        />
      </td>
      <td>{formatMaterialNumber(material.classCode, material.sequence)}</td>
      <td title={name}>{name}</td>
      <td>{material.formedOn === null ? t('field.none') : formatPartialDate(material.formedOn)}</td>
      <td className={styles['pagesColumn']}>{material.pageCount}</td>
      <td className={styles['printColumn']}>
        <Checkbox
          aria-label={t('inbox.printRow', { name })}
          checked={decision.printable.has(materialId)}
          onChange={event => { onChange(setPrintable(decision, [materialId], event.target.checked)); }}
        />
        <Regions material={material} decision={decision} onDraw={onDraw} />
      </td>
    </tr>
  );
}

/** What of a material may be printed, beside its tick. */
function Regions({ material, decision, onDraw }: Pick<Props, 'decision' | 'onDraw'> & { readonly material: CandidateMaterial }): ReactElement | null {
  const { t } = useTranslation('requests');
  if (!decision.printable.has(material.materialId)) return null;
  const { length: count } = regionsOf(decision, material.materialId);
  const words = count === 0 ? t('regions.draw') : t('regions.only', { count });
  if (onDraw === null) return count === 0 ? null : <span>{words}</span>;
  return <Button type="link" size="small" aria-label={t('regions.drawRow', { words, name: material.name })} onClick={() => { onDraw(material); }}>{words}</Button>;
}
