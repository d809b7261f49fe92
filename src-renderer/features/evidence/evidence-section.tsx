import { DeleteOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import { useId, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { formatMaterialNumber } from '#shared/domain/catalogue';
import { compareEvidence, earliestOf, type EvidenceField, type EvidenceFinding, type EvidenceVerdict, type PlacedEvidence } from '#shared/domain/evidence-sheet';
import { comparePartialDates, formatPartialDate } from '#shared/domain/partial-date';
import styles from './evidence.module.css';
import type { Draft } from './use-evidence.ts';

type Props = { readonly field: EvidenceField; readonly draft: Draft; /** Null: to be read only. */ readonly onChange: ((draft: Draft) => void) | null };

/** One of the six: its records in the order in which they were formed, and what is held to be true. */
export function EvidenceSection({ field, draft, onChange }: Props): ReactElement {
  const { t } = useTranslation('evidence');
  const rows = draft.entries.filter(entry => entry.field === field).toSorted((a, b) => comparePartialDates(a.formedOn, b.formedOn));
  const standing = compareEvidence(draft.entries);
  const differing = rows.filter(({ id }) => standing.get(id) === 'differs').length;
  const remove = onChange && ((id: string): void => { onChange({ ...draft, entries: draft.entries.filter(entry => entry.id !== id) }); });
  return (
    <section className={styles['section']} aria-label={t(`field.${field}`)}>
      <h2 className={styles['heading']}>
        {t(`field.${field}`)}
        {differing > 0 ? <span className={styles['alarm']}>{t('differing', { count: differing })}</span> : null}
      </h2>
      {rows.length > 0 ? (
        <table className={styles['rows']}>
          <thead>
            <tr>{(['number', 'material', 'formedOn', 'page', 'value', 'verdict'] as const).map(name => <th key={name} scope="col">{t(`column.${name}`)}</th>)}{remove ? <th aria-label={t('remove')} /> : null}</tr>
          </thead>
          <tbody>{rows.map(entry => <EntryRow key={entry.id} entry={entry} verdict={standing.get(entry.id) ?? 'agrees'} onRemove={remove} />)}</tbody>
        </table>
      ) : (
        <p className={styles['soft']}>{t('none')}</p>
      )}
      <Finding field={field} draft={draft} onChange={onChange} />
    </section>
  );
}

type RowProps = { readonly entry: PlacedEvidence; readonly verdict: EvidenceVerdict; readonly onRemove: ((id: string) => void) | null };

function EntryRow({ entry, verdict, onRemove }: RowProps): ReactElement {
  const { t } = useTranslation('evidence');
  const { id, classCode, sequence, materialName, formedOn, page, value, isAltered } = entry;
  return (
    <tr data-verdict={verdict}>
      <td>{formatMaterialNumber(classCode, sequence)}</td>
      <td>{materialName}</td>
      <td>{formedOn === null ? '—' : formatPartialDate(formedOn)}</td>
      <td>{page}</td>
      <td className={styles['value']}>{value}</td>
      <td>{[t(`verdict.${verdict}`), isAltered ? t('altered') : ''].filter(Boolean).join(' · ')}</td>
      {onRemove ? <td><Button type="text" size="small" icon={<DeleteOutlined />} aria-label={t('removeOne', { value })} onClick={() => { onRemove(id); }} /></td> : null}
    </tr>
  );
}

/** The earliest record is proposed and never set unasked. */
function Finding({ field, draft, onChange }: Props): ReactElement {
  const { t } = useTranslation('evidence');
  const id = useId();
  const finding = draft.findings[field];
  const earliest = earliestOf(draft.entries, field);
  if (!onChange) return <p>{t('finding')}：<strong>{finding.value || t('unsettled')}</strong>　{finding.remark}</p>;
  const change = (changed: Partial<EvidenceFinding>): void => { onChange({ ...draft, findings: { ...draft.findings, [field]: { ...finding, ...changed } } }); };
  return (
    <div className={styles['finding']}>
      <label htmlFor={`${id}-value`}>{t('finding')}</label>
      <Input id={`${id}-value`} maxLength={100} value={finding.value} placeholder={earliest?.value ?? ''} onChange={event => { change({ value: event.target.value }); }} />
      <Button disabled={earliest === undefined || earliest.value === finding.value} onClick={() => { if (earliest) change({ value: earliest.value }); }}>{t('takeEarliest')}</Button>
      <Input aria-label={t('remark')} placeholder={t('remark')} maxLength={300} value={finding.remark} onChange={event => { change({ remark: event.target.value }); }} />
    </div>
  );
}
