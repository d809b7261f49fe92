import { Button, Checkbox, InputNumber, Select } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { planStripSheets, StripPaper, stripsPerSheet } from '#shared/domain/strip-sheets';
import type { StripTemplateRecord } from '#shared/domain/spine-strip';
import { useDesktopQuery } from '../../api/desktop.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { FieldPair, FormField } from '../../ui/form-field.tsx';
import { JobPanel } from './job-panel.tsx';
import { sampleValues } from './sample-values.ts';
import { StripPreview } from './strip-preview.tsx';
import styles from './strips.module.css';
import { useChoice, type Choice } from './use-choice.ts';
import { useFoundPrinters } from './use-found-printers.ts';
import { useStripJob } from './use-strip-job.ts';
import { VolumeFilters } from './volume-filters.tsx';

const usualMarginMm = 6;

/** Choose volumes, template, paper and printer; see the first strip; print them all in the order of the shelf. */
export function PrintTab(): ReactElement {
  const { t } = useTranslation('strips');
  const choice = useChoice();
  const templates = useDesktopQuery('strips.listTemplates', {}).data?.templates ?? [];
  const printers = useFoundPrinters();
  const [templateId, setTemplateId] = useState<string | null>(null);
  const [paper, setPaper] = useState<StripPaper>('a4');
  const [marginMm, setMarginMm] = useState(usualMarginMm);
  const run = useStripJob();
  const template = templates.find(({ id }) => id === templateId) ?? templates[0];
  if (run.job) return <JobPanel run={run} printers={printers} />;
  const canPrint = template !== undefined && printers.chosen !== null && choice.chosen.length > 0;
  const begin = (): void => {
    if (template && printers.chosen !== null) run.begin({ template, paper, marginMm, volumeIds: choice.chosen.map(({ volumeId }) => volumeId), printerName: printers.chosen });
  };
  return (
    <div className={styles['columns']}>
      <section className={styles['choose']} aria-label={t('choose')}>
        <VolumeFilters choice={choice} />
        <ErrorNotice error={choice.error} />
        <VolumeList choice={choice} />
      </section>
      <section className={styles['settings']} aria-label={t('settings')}>
        <FormField id="strip-template" label={t('template')}>
          <Select id="strip-template" virtual={false} value={template?.id ?? null} options={templates.map(({ id, template: { name } }) => ({ value: id, label: name }))} onChange={setTemplateId} />
        </FormField>
        <FieldPair>
          <FormField id="strip-paper" label={t('paper')}>
            <Select id="strip-paper" virtual={false} value={paper} options={StripPaper.options.map(value => ({ value, label: t(`papers.${value}`) }))} onChange={setPaper} />
          </FormField>
          <FormField id="strip-margin" label={t('margin')}>
            <InputNumber id="strip-margin" className={styles['number'] ?? ''} disabled={paper === 'long'} min={4} max={20} step={0.5} value={marginMm} onChange={value => { setMarginMm(value ?? usualMarginMm); }} />
          </FormField>
        </FieldPair>
        <FormField id="strip-printer" label={t('printer')} hint={printers.word ?? undefined}>
          <Select id="strip-printer" virtual={false} value={printers.chosen} placeholder={t('noPrinter')} options={printers.options} onChange={printers.choose} />
        </FormField>
        {template ? <PlanWords template={template} paper={paper} marginMm={marginMm} count={choice.chosen.length} /> : null}
        <ErrorNotice error={run.error ?? printers.error} />
        <Button type="primary" size="large" loading={run.isPrinting} disabled={!canPrint} onClick={begin}>{t('begin', { count: choice.chosen.length })}</Button>
      </section>
      <section className={styles['look']} aria-label={t('look')}>
        {template ? <StripPreview template={template.template} values={choice.chosen[0]?.values ?? sampleValues} pxPerMm={2} /> : null}
      </section>
    </div>
  );
}

function VolumeList({ choice }: { readonly choice: Choice }): ReactElement {
  const { t } = useTranslation('strips');
  return (
    <>
      <Checkbox checked={choice.chosen.length > 0 && choice.chosen.length === choice.volumes.length} indeterminate={choice.chosen.length > 0 && choice.chosen.length < choice.volumes.length} onChange={choice.toggleAll}>
        {t(choice.total > choice.volumes.length ? 'chosenOfMore' : 'chosen', { count: choice.chosen.length, shown: choice.volumes.length, total: choice.total })}
      </Checkbox>
      <ul className={styles['volumes']} aria-label={t('choose')}>
        {choice.volumes.map(({ volumeId, values }) => (
          <li key={volumeId}>
            <Checkbox checked={choice.isChosen(volumeId)} onChange={() => { choice.toggle(volumeId); }}>
              <span className={styles['archiveNumber']}>{values.archiveNumber}</span> {values.name}
              <span className={styles['soft']}>{t(`copy.${values.copy}`)} {t('volume', { ordinal: values.ordinal, count: values.volumeCount })} {values.unit}</span>
            </Checkbox>
          </li>
        ))}
      </ul>
    </>
  );
}

type PlanProps = { readonly template: StripTemplateRecord; readonly paper: StripPaper; readonly marginMm: number; readonly count: number };

/** How many sheets of what size, and what a sheet does to the length. */
function PlanWords({ template: { template }, paper, marginMm, count }: PlanProps): ReactElement {
  const { t } = useTranslation('strips');
  const plan = planStripSheets(template, { paper, marginMm });
  if (!plan) return <p className={styles['grave']}>{t('plan.none')}</p>;
  const each = stripsPerSheet(plan);
  const words = t('plan.sheets', { sheets: Math.ceil(count / each), each, width: plan.widthMm, height: plan.heightMm });
  return <p className={styles['lesson']}>{plan.stripLengthMm < template.shape.lengthMm ? `${words} ${t('plan.shorter', { length: plan.stripLengthMm, wanted: template.shape.lengthMm })}` : words}</p>;
}
