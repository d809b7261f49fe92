import type { TFunction } from 'i18next';
import { AutoComplete, Button, Input, InputNumber, Select } from 'antd';
import { useState, type KeyboardEvent, type ReactElement, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClassCode } from '#shared/domain/catalogue';
import { suggestTitles } from '#shared/domain/common-titles';
import { nextInSeries } from '#shared/domain/next-material';
import { maxPagesPerMaterial } from '#shared/domain/volume';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { formatKey } from '../../ui/key-hints.tsx';
import { ProgressLine } from '../../ui/progress-line.tsx';
import { labelLeaf, searchLeaves } from './class-search.ts';
import type { Desk } from './desk.ts';
import { shownKeyOf } from './desk-keys.ts';
import styles from './row-form.module.css';
import type { ProposedRow } from './row-proposals.ts';
import type { Obstacle } from './row-rules.ts';
import { readTypedDate, showDate } from './typed-date.ts';

/** The fields in the order in which Enter goes through them. */
const fieldIds = { name: 'row-name', classCode: 'row-class', sequence: 'row-sequence', pages: 'row-pages', date: 'row-date', remark: 'row-remark' } as const;
export const nameFieldId = fieldIds.name;
const order = Object.values(fieldIds);

type Props = {
  readonly desk: Desk;
  /** Filing was asked for: fields in the way are marked. */
  readonly isNagging: boolean;
  /** The title of the material filed last: the next in its series is offered first. */
  readonly lastTitle: string | null;
  /** Whose volumes get it as well. */
  readonly loose: ReactNode;
  readonly volumes: number;
};

/** One row of the catalogue, and the button that files what is in hand. Paler words are proposals; typing replaces them. */
export function RowForm({ desk, isNagging, lastTitle, loose, volumes }: Props): ReactElement {
  const { t } = useTranslation('scanning');
  const { row, draft, typed: { row: typed, edit } } = desk;
  const obstacles = desk.obstaclesOf(draft);
  const status = (...kinds: readonly Obstacle[]): '' | 'warning' => (isNagging && obstacles.some(obstacle => kinds.includes(obstacle)) ? 'warning' : '');
  const isProposed = (field: 'classCode' | 'sequence' | 'pageCount'): string => (typed[field] === null ? styles['proposed'] : undefined) ?? '';
  return (
    <section className={styles['form']} aria-label={t('row.title')} onKeyDown={goOnWithEnter}>
      <Field id={fieldIds.name} label={t('row.name')}>
        <AutoComplete
          // Ctrl+Enter opens its list as well as it files: the next material begins with a closed one.
          key={draft.id}
          id={fieldIds.name}
          className={styles['grow'] ?? ''}
          size="small"
          virtual={false}
          defaultActiveFirstOption={false}
          maxLength={120}
          placeholder={t('row.namePlaceholder')}
          status={status('name-missing')}
          value={row.name}
          onChange={(name: string | undefined) => { edit({ name: name ?? '' }); }}
          options={offerTitles(row, lastTitle).map(value => ({ value }))}
        />
      </Field>
      <Field id={fieldIds.classCode} label={t('row.classCode')}>
        <ClassField
          value={row.classCode}
          className={isProposed('classCode')}
          status={status('class-missing')}
          onChange={classCode => { edit({ classCode, sequence: null }); }}
        />
      </Field>
      <Field id={fieldIds.sequence} label={t('row.sequence')}>
        <InputNumber id={fieldIds.sequence} className={`${styles['number'] ?? ''} ${isProposed('sequence')}`} size="small" controls={false} precision={0} min={1} max={999} status={status('sequence-missing', 'sequence-taken')} value={row.sequence} onChange={sequence => { edit({ sequence }); }} />
        <label className={styles['second']} htmlFor={fieldIds.pages}>{t('row.pageCount')}</label>
        <InputNumber id={fieldIds.pages} className={`${styles['number'] ?? ''} ${isProposed('pageCount')}`} size="small" controls={false} precision={0} min={1} max={maxPagesPerMaterial} status={status('count-missing', 'pages-differ')} value={row.pageCount} onChange={pageCount => { edit({ pageCount }); }} />
      </Field>
      <Field id={fieldIds.date} label={t('row.formedOn')}>
        <DateField value={typed.formedOn} onChange={formedOn => { edit({ formedOn }); }} />
      </Field>
      <Field id={fieldIds.remark} label={t('row.remark')}>
        <Input id={fieldIds.remark} size="small" maxLength={200} placeholder={t('row.remarkPlaceholder')} value={row.remark} onChange={event => { edit({ remark: event.target.value }); }} />
      </Field>
      <Arithmetic row={row} images={desk.pages.list.length} />
      <Button type={obstacles.length === 0 ? 'primary' : 'default'} block onClick={desk.deeds.file} data-testid="file">
        <FileWords volumes={volumes} /> <kbd aria-hidden="true">{formatKey(shownKeyOf('file'))}</kbd>
      </Button>
      <div className={styles['status']}><FilingStatus desk={desk} obstacles={obstacles} loose={loose} /></div>
    </section>
  );
}

/** Enter takes what a list offers, else goes on to the next field; the last one is the end. */
function goOnWithEnter(event: KeyboardEvent): void {
  const { key, ctrlKey, nativeEvent, target } = event;
  if (key !== 'Enter' || ctrlKey || nativeEvent.isComposing || !(target instanceof HTMLInputElement)) return;
  if (target.getAttribute('aria-expanded') === 'true') return;
  const at = order.findIndex(id => id === target.id);
  if (at >= 0) document.getElementById(order[at + 1] ?? '')?.focus();
}

function offerTitles(row: ProposedRow, lastTitle: string | null): readonly string[] {
  const next = lastTitle === null ? null : (nextInSeries(lastTitle) ?? lastTitle);
  const offered = suggestTitles(row.classCode, row.name);
  const isFitting = next !== null && next !== row.name.trim() && next.includes(row.name.trim());
  return isFitting ? [next, ...offered.filter(title => title !== next)] : offered;
}

function FileWords({ volumes }: { readonly volumes: number }): string {
  const { t } = useTranslation('scanning');
  return volumes === 1 ? t('file.file') : t('loose.file', { count: volumes });
}

type FieldProps = { readonly id: string; readonly label: string; readonly children: ReactNode };

function Field({ id, label, children }: FieldProps): ReactElement {
  return (
    <div className={styles['line']}>
      <label htmlFor={id}>{label}</label>
      {children}
    </div>
  );
}

type ClassFieldProps = { readonly value: ClassCode | null; readonly className: string; readonly status: '' | 'warning'; readonly onChange: (code: ClassCode) => void };

/** Sixteen leaves; a typed code in any spelling puts its leaf first, so that Enter takes it. */
function ClassField({ value, className, status, onChange }: ClassFieldProps): ReactElement {
  const { t } = useTranslation('scanning');
  const [typed, setTyped] = useState('');
  return (
    <Select
      id={fieldIds.classCode}
      className={`${styles['grow'] ?? ''} ${className}`}
      size="small"
      virtual={false}
      listHeight={420}
      placeholder={t('row.classPlaceholder')}
      status={status}
      showSearch={{ filterOption: false, searchValue: typed, onSearch: setTyped }}
      value={value}
      onChange={onChange}
      options={searchLeaves(typed).map(leaf => ({ value: leaf.code, label: labelLeaf(leaf) }))}
    />
  );
}

function DateField({ value, onChange }: { readonly value: string; readonly onChange: (formedOn: string) => void }): ReactElement {
  const { t } = useTranslation('scanning');
  const date = readTypedDate(value);
  return (
    <Input
      id={fieldIds.date}
      size="small"
      placeholder={t('row.formedPlaceholder')}
      status={date.kind === 'invalid' ? 'warning' : ''}
      value={value}
      onChange={event => { onChange(event.target.value); }}
      onBlur={() => { if (date.kind === 'date') onChange(showDate(date.date)); }}
    />
  );
}

/** Leaf arithmetic in words, live: 目录 3 页 · 图像 3 页 相符. Where nobody counted, it says that the images were. */
function Arithmetic({ row, images }: { readonly row: ProposedRow; readonly images: number }): ReactElement {
  const { t } = useTranslation('scanning');
  const agrees = row.pageCount === images;
  const isTyped = row.pageCount !== null && !row.isCountProposed;
  return (
    <p className={styles['arithmetic']} role="status" data-agrees={isTyped ? agrees : undefined}>
      <span>{isTyped ? t('row.arithmetic', { catalogue: row.pageCount, images }) : t(images > 0 ? 'row.countedImages' : 'row.unknownCount', { images })}</span>
      {isTyped ? <strong>{agrees ? t('row.agrees') : t('row.differs')}</strong> : null}
    </p>
  );
}

type StatusProps = { readonly desk: Desk; readonly obstacles: readonly Obstacle[]; readonly loose: ReactNode };

/** Why it cannot be filed yet: always the next thing to do, never a list. */
function FilingStatus({ desk: { draft, filing, row, pages: { list: pages } }, obstacles, loose }: StatusProps): ReactElement {
  const { t } = useTranslation('scanning');
  const state = filing.stateOf(draft);
  if (state?.kind === 'running') {
    const percent = Math.round((state.fraction ?? 0) * 100);
    return <ProgressLine fraction={state.fraction} label={state.fraction === null ? t('file.starting') : t('file.sent', { percent })} />;
  }
  if (state?.kind === 'failed') return <ErrorNotice error={state.error} />;
  const [next] = obstacles;
  return (
    <>
      <p role="status">{next === undefined ? readyWords(t, row) : t(`file.obstacle.${next}`, { catalogue: row.pageCount ?? 0, images: pages.length })}</p>
      {loose}
    </>
  );
}

/** A class that the desk has chosen is said so: it is what the eye is to check. */
function readyWords(t: TFunction<'scanning'>, { because }: ProposedRow): string {
  return because === 'title' || because === 'last' || because === 'separator' ? t(`file.readyBecause.${because}`) : t('file.ready');
}
