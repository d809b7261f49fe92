import { AutoComplete, Button, ConfigProvider, Input, InputNumber, Select } from 'antd';
import { useState, type ReactElement, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClassCode } from '#shared/domain/catalogue';
import { maxPagesPerMaterial, nextSequence, type Volume } from '#shared/domain/volume';
import { ProgressLine } from '../../ui/progress-line.tsx';
import { labelLeaf, searchLeaves } from './class-search.ts';
import { suggestTitles } from '#shared/domain/common-titles';
import { readTypedDate, showDate } from './typed-date.ts';
import type { Obstacle, TypedRow } from './row-rules.ts';
import styles from './row-form.module.css';
import type { Filing } from './use-filing.ts';
import type { RowDesk } from './use-typed-row.ts';

export const classFieldId = 'row-class';

type Props = {
  readonly typed: RowDesk;
  readonly images: number;
  readonly volume: Volume | undefined;
  readonly obstacles: readonly Obstacle[];
  readonly filing: Filing;
  /** Filing was asked for: fields in the way are marked. */
  readonly isNagging: boolean;
  readonly onFile: () => void;
  /** Whose volumes get it as well. */
  readonly loose: ReactNode;
  readonly volumes: number;
};

/** One row of the catalogue, and the button that files what is on the desk. */
export function RowForm({ typed, images, volume, obstacles, filing, isNagging, onFile, loose, volumes }: Props): ReactElement {
  const { t } = useTranslation('scanning');
  const { row, edit } = typed;
  const proposed = volume && row.classCode !== null ? nextSequence(volume.materials, row.classCode) : undefined;
  const status = (...kinds: readonly Obstacle[]): '' | 'warning' => (isNagging && obstacles.some(obstacle => kinds.includes(obstacle)) ? 'warning' : '');
  const dateStatus = readTypedDate(row.formedOn).kind === 'invalid' ? 'warning' : '';
  return (
    <ConfigProvider componentDisabled={filing.isRunning}>
      <section className={styles['form']} aria-label={t('row.title')}>
        <Field id={classFieldId} label={t('row.classCode')}>
          <ClassField
            value={row.classCode}
            status={status('class-missing')}
            onChange={classCode => {
              edit({ classCode, ...(volume ? { sequence: nextSequence(volume.materials, classCode) } : {}) });
            }}
          />
        </Field>
        <Field id="row-sequence" label={t('row.sequence')}>
          <InputNumber id="row-sequence" className={styles['number'] ?? ''} controls={false} precision={0} min={1} max={999} placeholder={proposed === undefined ? '' : String(proposed)} status={status('sequence-missing', 'sequence-taken')} value={row.sequence} onChange={sequence => { edit({ sequence }); }} />
          <label className={styles['second']} htmlFor="row-pages">{t('row.pageCount')}</label>
          <InputNumber id="row-pages" className={styles['number'] ?? ''} controls={false} precision={0} min={1} max={maxPagesPerMaterial} status={status('count-missing', 'pages-differ')} value={row.pageCount} onChange={pageCount => { edit({ pageCount }); }} />
        </Field>
        <Field id="row-name" label={t('row.name')}>
          <AutoComplete id="row-name" className={styles['grow'] ?? ''} virtual={false} maxLength={120} placeholder={t('row.namePlaceholder')} status={status('name-missing')} value={row.name} onChange={(name: string | undefined) => { edit({ name: name ?? '' }); }} options={suggestTitles(row.classCode, row.name).map(value => ({ value }))} />
        </Field>
        <Field id="row-date" label={t('row.formedOn')}>
          <Input
            id="row-date"
            placeholder={t('row.formedPlaceholder')}
            status={dateStatus}
            value={row.formedOn}
            onChange={event => { edit({ formedOn: event.target.value }); }}
            onBlur={() => {
              const date = readTypedDate(row.formedOn);
              if (date.kind === 'date') edit({ formedOn: showDate(date.date) });
            }}
          />
        </Field>
        <Field id="row-remark" label={t('row.remark')}>
          <Input id="row-remark" maxLength={200} placeholder={t('row.remarkPlaceholder')} value={row.remark} onChange={event => { edit({ remark: event.target.value }); }} />
        </Field>
        <Arithmetic row={row} images={images} />
        <Button className={styles['file'] ?? ''} type={obstacles.length === 0 ? 'primary' : 'default'} size="large" block loading={filing.isRunning} onClick={onFile} data-testid="file">
          <FileWords volumes={volumes} />
        </Button>
        <div className={styles['status']}><FilingStatus row={row} images={images} obstacles={obstacles} filing={filing} loose={loose} /></div>
      </section>
    </ConfigProvider>
  );
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

type ClassFieldProps = { readonly value: ClassCode | null; readonly status: '' | 'warning'; readonly onChange: (code: ClassCode) => void };

/** Sixteen leaves; a typed code in any spelling puts its leaf first, so that Enter takes it. */
function ClassField({ value, status, onChange }: ClassFieldProps): ReactElement {
  const { t } = useTranslation('scanning');
  const [typed, setTyped] = useState('');
  return (
    <Select
      id={classFieldId}
      className={styles['grow'] ?? ''}
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

/** Leaf arithmetic in words, live: 目录 3 页 · 图像 3 页 相符. */
function Arithmetic({ row, images }: { readonly row: TypedRow; readonly images: number }): ReactElement {
  const { t } = useTranslation('scanning');
  const agrees = row.pageCount === images;
  return (
    <p className={styles['arithmetic']} role="status" data-agrees={row.pageCount === null ? undefined : agrees}>
      {row.pageCount === null ? t('row.unknownCount', { images }) : t('row.arithmetic', { catalogue: row.pageCount, images })}
      {row.pageCount === null ? null : <strong>{agrees ? t('row.agrees') : t('row.differs')}</strong>}
    </p>
  );
}

type StatusProps = Pick<Props, 'images' | 'obstacles' | 'filing'> & { readonly row: TypedRow; readonly loose: ReactNode };

/** Why it cannot be filed yet: always the next thing to do, never a list. */
function FilingStatus({ row, images, obstacles, filing, loose }: StatusProps): ReactElement {
  const { t } = useTranslation('scanning');
  if (filing.isRunning) {
    const percent = Math.round((filing.fraction ?? 0) * 100);
    return <ProgressLine fraction={filing.fraction} label={filing.fraction === null ? t('file.starting') : t('file.sent', { percent })} />;
  }
  const [next] = obstacles;
  return (
    <>
      <p role="status">{next === undefined ? t('file.ready') : t(`file.obstacle.${next}`, { catalogue: row.pageCount ?? 0, images })}</p>
      {loose}
    </>
  );
}
