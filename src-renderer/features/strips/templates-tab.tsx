import { Button, Input, Segmented, Select } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { StripTemplateId, type StripTemplate, type StripTemplateRecord } from '#shared/domain/spine-strip';
import { layoutStrip } from '#shared/domain/strip-layout';
import { useDesktopQuery } from '../../api/desktop.ts';
import { useAct } from '../../api/use-act.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { FormField } from '../../ui/form-field.tsx';
import { FieldForm } from './field-form.tsx';
import { sampleNames, sampleValues } from './sample-values.ts';
import { ShapeForm } from './shape-form.tsx';
import { StripPreview } from './strip-preview.tsx';
import styles from './strips.module.css';

/** Templates of the unit: chosen at the left, changed in the middle, seen at the right as they will be printed. */
export function TemplatesTab(): ReactElement {
  const { t } = useTranslation('strips');
  const list = useDesktopQuery('strips.listTemplates', {});
  const templates = list.data?.templates ?? [];
  const [id, setId] = useState<string | null>(null);
  const record = templates.find(each => each.id === id) ?? templates[0];
  return (
    <>
      <ErrorNotice error={list.error} />
      {record ? <Editor key={`${record.id} ${String(record.version)}`} record={record} templates={templates} onChoose={setId} /> : <p>{t('noTemplate')}</p>}
    </>
  );
}

type EditorProps = { readonly record: StripTemplateRecord; readonly templates: readonly StripTemplateRecord[]; readonly onChoose: (id: string) => void };

function Editor({ record, templates, onChoose }: EditorProps): ReactElement {
  const { t } = useTranslation('strips');
  const [template, setTemplate] = useState(record.template);
  const [field, setField] = useState(0);
  const [name, setName] = useState<string>(sampleNames[1]);
  const save = useAct('strips.saveTemplate', saved => { onChoose(saved.id); });
  const retire = useAct('strips.retireTemplate');
  const isChanged = JSON.stringify(template) !== JSON.stringify(record.template);
  const values = { ...sampleValues, name };
  const current = template.fields[field];
  return (
    <div className={styles['editor']}>
      <section className={styles['settings']} aria-label={t('template')}>
        <FormField id="edited-template" label={t('template')}>
          <Select id="edited-template" virtual={false} value={record.id} options={templates.map(each => ({ value: each.id, label: each.template.name }))} onChange={onChoose} />
        </FormField>
        <p className={styles['soft']}>{record.version === 0 ? t('edit.fromProgram') : t('edit.version', { version: record.version, name: record.savedBy ?? '' })}</p>
        <FormField id="edited-name" label={t('edit.name')}>
          <Input id="edited-name" maxLength={40} value={template.name} onChange={event => { setTemplate({ ...template, name: event.target.value }); }} />
        </FormField>
        <ShapeForm template={template} onChange={setTemplate} />
        <FieldList template={template} field={field} onField={setField} onChange={setTemplate} />
        <div className={styles['row']}>
          <Button type="primary" disabled={!isChanged} loading={save.isPending} onClick={() => { save.mutate({ id: record.id, version: record.version, template }); }}>{t('edit.save')}</Button>
          <Button onClick={() => { save.mutate({ id: StripTemplateId.parse(crypto.randomUUID()), version: 0, template: { ...template, name: t('edit.copyOf', { name: template.name }).slice(0, 40) } }); }}>{t('edit.copy')}</Button>
          <Button disabled={record.version === 0} loading={retire.isPending} onClick={() => { retire.mutate({ id: record.id, version: record.version }); }}>{t('edit.retire')}</Button>
        </div>
        <ErrorNotice error={save.error ?? retire.error} />
      </section>
      <section className={styles['settings']} aria-label={t('edit.field')}>
        {current ? <FieldForm key={field} field={current} onChange={changed => { setTemplate({ ...template, fields: template.fields.map((each, index) => (index === field ? changed : each)) }); }} /> : null}
        <Findings template={template} name={name} />
      </section>
      <section className={styles['look']} aria-label={t('look')} tabIndex={0}>
        <Segmented aria-label={t('edit.sampleName')} vertical options={sampleNames.map(value => ({ value, label: value.length > 8 ? `${value.slice(0, 7)}…` : value }))} value={name} onChange={setName} />
        <StripPreview template={template} values={values} field={field} />
      </section>
    </div>
  );
}

type ListProps = { readonly template: StripTemplate; readonly field: number; readonly onField: (field: number) => void; readonly onChange: (template: StripTemplate) => void };

const mostFields = 20;

function FieldList({ template, field, onField, onChange }: ListProps): ReactElement {
  const { t } = useTranslation('strips');
  const { fields } = template;
  const add = (): void => {
    const [first] = fields;
    if (!first) return;
    onChange({ ...template, fields: [...fields, { ...first, content: 'text', text: t('edit.newText'), yMm: 10, heightMm: 20 }] });
    onField(fields.length);
  };
  const remove = (): void => {
    onChange({ ...template, fields: fields.filter((_each, index) => index !== field) });
    onField(Math.max(0, field - 1));
  };
  return (
    <div>
      <Segmented aria-label={t('edit.fields')} vertical block options={fields.map(({ content, text }, index) => ({ value: index, label: `${String(index + 1)}　${t(`content.${content}`)}${text === '' ? '' : ` ${text}`}` }))} value={field} onChange={onField} />
      <div className={styles['row']}>
        <Button size="small" disabled={fields.length >= mostFields} onClick={add}>{t('edit.addField')}</Button>
        <Button size="small" disabled={fields.length <= 1} onClick={remove}>{t('edit.removeField')}</Button>
      </div>
    </div>
  );
}

/** What the sample would not print right, before anybody prints it. */
function Findings({ template, name }: { readonly template: StripTemplate; readonly name: string }): ReactElement | null {
  const { t } = useTranslation('strips');
  const { findings } = layoutStrip(template, { ...sampleValues, name });
  if (findings.length === 0) return <p role="status" className={styles['soft']}>{t('edit.fits')}</p>;
  return (
    <div role="status" className={styles['grave']}>
      <ul>{findings.map(({ field, problem, foundMm, leastMm }) => <li key={field}>{t(`problem.${problem}`, { field: field + 1, found: foundMm, least: leastMm })}</li>)}</ul>
    </div>
  );
}
