import { Checkbox, Input, InputNumber } from 'antd';
import { useId, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { viewingMinutes } from '#shared/domain/purpose';
import type { ApplicationForm } from './application-form.ts';
import styles from './apply-screen.module.css';
import { FormRow } from './form-row.tsx';
import { ScopeField } from './scope-field.tsx';
import { SecondReaderField } from './second-reader-field.tsx';

type Props = { readonly form: ApplicationForm; readonly onChange: (changes: Partial<ApplicationForm>) => void };

/** With whom, which classes, how long, on paper or not, and why: what can still be changed once it is sent. */
export function ApplicationFields({ form, onChange }: Props): ReactElement {
  const { t } = useTranslation('requests');
  const id = useId();
  return (
    <>
      <FormRow label={t('apply.secondReader')} htmlFor={`${id}-reader`}>
        <SecondReaderField id={`${id}-reader`} value={form.secondReaderId} circleId={form.circleId} onChange={secondReaderId => { onChange({ secondReaderId }); }} />
      </FormRow>
      <FormRow label={t('apply.scope')}>
        <ScopeField classCodes={form.classCodes} isWaiting={form.purpose === null} mustChoose={form.purpose === 'other'} onChange={classCodes => { onChange({ classCodes }); }} />
      </FormRow>
      <FormRow label={t('apply.minutes')} htmlFor={`${id}-minutes`}>
        <InputNumber
          id={`${id}-minutes`}
          className={styles['minutes'] ?? ''}
          precision={0}
          step={10}
          min={viewingMinutes.min}
          max={viewingMinutes.max}
          disabled={form.purpose === null}
          value={form.minutes}
          onChange={minutes => { onChange({ minutes }); }}
        />
        <span className={styles['hint']}>{t('apply.minutesUnit', viewingMinutes)}</span>
      </FormRow>
      <FormRow label={t('apply.print')}>
        <Checkbox checked={form.wantsPrint} onChange={event => { onChange({ wantsPrint: event.target.checked }); }}>
          {t('apply.wantsPrint')}
        </Checkbox>
        <span className={styles['hint']}>{t('apply.printHint')}</span>
      </FormRow>
      <FormRow label={t('apply.reason')} htmlFor={`${id}-reason`}>
        <Input.TextArea
          id={`${id}-reason`}
          className={styles['wide'] ?? ''}
          rows={2}
          maxLength={200}
          required={form.purpose === 'other'}
          placeholder={form.purpose === 'other' ? t('apply.reasonDemanded') : t('apply.reasonOptional')}
          value={form.reason}
          onChange={event => { onChange({ reason: event.target.value }); }}
        />
      </FormRow>
    </>
  );
}
