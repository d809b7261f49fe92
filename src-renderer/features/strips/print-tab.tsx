import { Button, Checkbox, InputNumber, Select } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { planStripSheets, StripPaper, stripsPerSheet, type StripSetting } from '#shared/domain/strip-sheets';
import type { StripTemplateRecord } from '#shared/domain/spine-strip';
import type { StripVolume } from '#shared/domain/strip-job';
import { useDesktopQuery } from '../../api/desktop.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { FormField } from '../../ui/form-field.tsx';
import { JobPanel } from './job-panel.tsx';
import { sampleValues } from './sample-values.ts';
import { StripPreview } from './strip-preview.tsx';
import styles from './strips.module.css';
import { useChoice, type Choice } from './use-choice.ts';
import { useFoundPrinters, type FoundPrinters } from './use-found-printers.ts';
import { useStripJob, type StripRunState } from './use-strip-job.ts';
import { VolumeFilters } from './volume-filters.tsx';

const usualMarginMm = 6;

/** Choose volumes, template, paper and printer; see the first strip; print them all in the order of the shelf. */
export function PrintTab(): ReactElement {
  const printers = useFoundPrinters();
  const run = useStripJob();
  return run.job ? <JobPanel run={run} printers={printers} /> : <ChooseStrips run={run} printers={printers} />;
}

type ChooseProps = { readonly run: StripRunState; readonly printers: FoundPrinters };

function ChooseStrips({ run, printers }: ChooseProps): ReactElement {
  const { t } = useTranslation('strips');
  const choice = useChoice();
  const templates = useDesktopQuery('strips.listTemplates', {}).data?.templates ?? [];
  const [templateId, setTemplateId] = useState<string | null>(null);
  const [setting, setSetting] = useState<StripSetting>({ paper: 'a4', marginMm: usualMarginMm });
  const template = templates.find(({ id }) => id === templateId) ?? templates[0];
  const canBegin = [template, printers.chosen, choice.chosen[0]].every(Boolean);
  const begin = (): void => {
    if (template && printers.chosen !== null) run.begin({ template, ...setting, volumeIds: choice.chosen.map(({ volumeId }) => volumeId), printerName: printers.chosen });
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
        <PaperFields setting={setting} onChange={setSetting} />
        <PrinterField printers={printers} />
        {template ? <PlanWords template={template} setting={setting} count={choice.chosen.length} /> : null}
        <ErrorNotice error={run.error ?? printers.error} />
        <Button type="primary" size="large" loading={run.isPrinting} disabled={!canBegin} onClick={begin}>{t('begin', { count: choice.chosen.length })}</Button>
      </section>
      <Look template={template} chosen={choice.chosen} />
    </div>
  );
}

function Look({ template, chosen }: { readonly template: StripTemplateRecord | undefined; readonly chosen: readonly StripVolume[] }): ReactElement {
  const { t } = useTranslation('strips');
  return (
    <section className={styles['look']} aria-label={t('look')} tabIndex={0}>
      {template ? <StripPreview template={template.template} values={chosen[0]?.values ?? sampleValues} /> : null}
    </section>
  );
}

function PrinterField({ printers }: { readonly printers: FoundPrinters }): ReactElement {
  const { t } = useTranslation('strips');
  return (
    <FormField id="strip-printer" label={t('printer')} hint={printers.word ?? undefined}>
      <Select id="strip-printer" virtual={false} value={printers.chosen} placeholder={t('noPrinter')} options={printers.options} onChange={printers.choose} />
    </FormField>
  );
}

function PaperFields({ setting, onChange }: { readonly setting: StripSetting; readonly onChange: (setting: StripSetting) => void }): ReactElement {
  const { t } = useTranslation('strips');
  return (
    <div className={styles['pair']}>
      <FormField id="strip-paper" label={t('paper')}>
        <Select id="strip-paper" virtual={false} value={setting.paper} options={StripPaper.options.map(value => ({ value, label: t(`papers.${value}`) }))} onChange={(paper: StripPaper) => { onChange({ ...setting, paper }); }} />
      </FormField>
      <FormField id="strip-margin" label={t('margin')}>
        <InputNumber id="strip-margin" className={styles['number'] ?? ''} disabled={setting.paper === 'long'} min={4} max={20} step={0.5} value={setting.marginMm} onChange={value => { onChange({ ...setting, marginMm: value ?? usualMarginMm }); }} />
      </FormField>
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
            <Checkbox title={`${values.name} ${values.unit}`} checked={choice.isChosen(volumeId)} onChange={() => { choice.toggle(volumeId); }}>
              <span className={styles['archiveNumber']}>{values.archiveNumber}</span> {values.name}
              <span className={styles['soft']}>{t(`copy.${values.copy}`)} {t('volume', { ordinal: values.ordinal, count: values.volumeCount })} {values.unit}</span>
            </Checkbox>
          </li>
        ))}
      </ul>
    </>
  );
}

type PlanProps = { readonly template: StripTemplateRecord; readonly setting: StripSetting; readonly count: number };

/** How many sheets of what size, and what a sheet does to the length. */
function PlanWords({ template: { template }, setting, count }: PlanProps): ReactElement {
  const { t } = useTranslation('strips');
  const plan = planStripSheets(template, setting);
  if (!plan) return <p className={styles['grave']}>{t('plan.none')}</p>;
  const each = stripsPerSheet(plan);
  const words = t('plan.sheets', { sheets: Math.ceil(count / each), each, width: plan.widthMm, height: plan.heightMm });
  return <p className={styles['lesson']}>{plan.stripLengthMm < template.shape.lengthMm ? `${words} ${t('plan.shorter', { length: plan.stripLengthMm, wanted: template.shape.lengthMm })}` : words}</p>;
}
