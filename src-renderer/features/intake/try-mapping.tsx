import { Button, Input } from 'antd';
import { useId, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { maxSampleCharacters, type XmlMapping } from '#shared/domain/xml-mapping';
import { useAct } from '../../api/use-act.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { FormField } from '../../ui/form-field.tsx';
import { MappingPreview } from './mapping-preview.tsx';
import styles from './mapping-pane.module.css';

/** What the mapping makes of a sample; `mapping` null while it is half-typed. */
export function TryMapping({ mapping }: { readonly mapping: XmlMapping | null }): ReactElement {
  const { t } = useTranslation('intake');
  const id = useId();
  const [sample, setSample] = useState('');
  const trying = useAct('intake.tryMapping');
  const canTry = mapping !== null && sample.trim() !== '';
  return (
    <section className={styles['try']} aria-label={t('mapping.try')}>
      <FormField id={id} label={t('mapping.sample')} hint={t('mapping.sampleHint')}>
        <Input.TextArea id={id} className={styles['code'] ?? ''} rows={8} spellCheck={false} maxLength={maxSampleCharacters} aria-describedby={`${id}-hint`} value={sample} onChange={event => { setSample(event.target.value); }} />
      </FormField>
      <Button loading={trying.isPending} disabled={!canTry} onClick={() => { if (canTry) trying.mutate({ mapping, sample }); }}>{t('mapping.tryIt')}</Button>
      <ErrorNotice error={trying.error} />
      {trying.data ? <MappingPreview preview={trying.data} /> : null}
    </section>
  );
}
