import { Button, Checkbox, Input, InputNumber } from 'antd';
import { useId, type ReactElement, type ReactNode } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { IdempotencyKey, PersonId } from '#shared/domain/ids';
import { viewingMinutes } from '#shared/domain/purpose';
import { callDesktop } from '../../api/desktop.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { useKeptState } from '../../ui/kept-state.tsx';
import { useKeys } from '../../ui/keys.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { choosePurpose, emptyForm, listGaps, toApplication, type ApplicationForm } from './application-form.ts';
import styles from './apply-screen.module.css';
import { ConfidentialField, useMayApplyConfidentially } from './confidential-field.tsx';
import { PersonField } from './person-field.tsx';
import { PurposeChoice } from './purpose-choice.tsx';
import { ScopeField } from './scope-field.tsx';
import { rememberReader, SecondReaderField } from './second-reader-field.tsx';

type Props = {
  readonly idempotencyKey: IdempotencyKey;
  readonly presetPersonId: PersonId | null;
  readonly onSent: (number: string) => void;
};

export function ApplyForm({ idempotencyKey, presetPersonId, onSent }: Props): ReactElement {
  const { t } = useTranslation('requests');
  const id = useId();
  const [form, setForm] = useKeptState<ApplicationForm>(`requests.apply ${presetPersonId ?? ''}`, { ...emptyForm, personId: presetPersonId });
  const change = (changes: Partial<ApplicationForm>): void => {
    setForm({ ...form, ...changes });
  };
  const send = useSend(idempotencyKey, number => {
    setForm(emptyForm);
    onSent(number);
  });
  const mayBeConfidential = useMayApplyConfidentially();
  const application = toApplication(form);
  const submit = (): void => {
    if (application && !send.isPending) send.mutate(application);
  };
  useKeys(t('keys.apply'), [{ keys: ['Ctrl+Enter'], label: t('keys.send'), worksInFields: true, run: submit }]);

  return (
    <>
      <PageHeader
        title={t('apply.title')}
        lead={t('apply.lead')}
        actions={<Gaps form={form} />}
        primary={<Button type="primary" disabled={!application} loading={send.isPending} onClick={submit}>{t('apply.send')}</Button>}
      />
      <div className={styles['body']}>
        <div className={styles['form']}>
          <Row label={t('apply.purpose')}>
            <PurposeChoice value={form.purpose} onChange={purpose => { setForm(choosePurpose(form, purpose)); }} />
          </Row>
          <Row label={t('apply.person')} htmlFor={`${id}-person`}>
            <PersonField id={`${id}-person`} personId={form.personId} onChange={personId => { change({ personId }); }} />
          </Row>
          <Row label={t('apply.secondReader')} htmlFor={`${id}-reader`}>
            <SecondReaderField id={`${id}-reader`} value={form.secondReaderId} circleId={form.circleId} onChange={secondReaderId => { change({ secondReaderId }); }} />
          </Row>
          <Row label={t('apply.scope')}>
            <ScopeField
              classCodes={form.classCodes}
              isWaiting={form.purpose === null}
              mustChoose={form.purpose === 'other'}
              onChange={classCodes => { change({ classCodes }); }}
            />
          </Row>
          <Row label={t('apply.minutes')} htmlFor={`${id}-minutes`}>
            <InputNumber
              id={`${id}-minutes`}
              className={styles['minutes'] ?? ''}
              precision={0}
              step={10}
              min={viewingMinutes.min}
              max={viewingMinutes.max}
              disabled={form.purpose === null}
              value={form.minutes}
              onChange={minutes => { change({ minutes }); }}
            />
            <span className={styles['hint']}>{t('apply.minutesUnit', viewingMinutes)}</span>
          </Row>
          <Row label={t('apply.print')}>
            <Checkbox checked={form.wantsPrint} onChange={event => { change({ wantsPrint: event.target.checked }); }}>
              {t('apply.wantsPrint')}
            </Checkbox>
            <span className={styles['hint']}>{t('apply.printHint')}</span>
          </Row>
          <Row label={t('apply.reason')} htmlFor={`${id}-reason`}>
            <Input.TextArea
              id={`${id}-reason`}
              className={styles['wide'] ?? ''}
              rows={2}
              maxLength={200}
              required={form.purpose === 'other'}
              placeholder={form.purpose === 'other' ? t('apply.reasonDemanded') : t('apply.reasonOptional')}
              value={form.reason}
              onChange={event => { change({ reason: event.target.value }); }}
            />
          </Row>
          {mayBeConfidential ? (
            <Row label={t('apply.confidential')}>
              <ConfidentialField value={form.circleId} onChange={circleId => { change({ circleId }); }} />
            </Row>
          ) : null}
          <ErrorNotice error={send.error} alwaysRetry onRetry={submit} />
        </div>
      </div>
    </>
  );
}

type RowProps = { readonly label: string; readonly htmlFor?: string; readonly children: ReactNode };

function Row({ label, htmlFor, children }: RowProps): ReactElement {
  return (
    <div className={styles['row']}>
      {htmlFor === undefined ? <span className={styles['label']}>{label}</span> : <label className={styles['label']} htmlFor={htmlFor}>{label}</label>}
      <div className={styles['field']}>{children}</div>
    </div>
  );
}

/** Beside the button, why it cannot be pressed yet. */
function Gaps({ form }: { readonly form: ApplicationForm }): ReactElement {
  const { t } = useTranslation('requests');
  const gaps = listGaps(form).map(gap => t(`apply.gap.${gap}`));
  return (
    <p className={styles['gaps']} role="status">
      {gaps.length === 0 ? t('apply.gap.ready') : t('apply.gap.label', { gaps: gaps.join(t('apply.gap.separator')) })}
    </p>
  );
}

type Asked = NonNullable<ReturnType<typeof toApplication>>;

function useSend(idempotencyKey: IdempotencyKey, onSent: (number: string) => void): ReturnType<typeof useMutation<{ number: string }, Error, Asked>> {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (application: Asked) => callDesktop('requests.submit', { ...application, idempotencyKey }),
    onSuccess: ({ number }, { secondReaderId }) => {
      rememberReader(secondReaderId);
      void queryClient.invalidateQueries({ queryKey: ['requests.list'] });
      onSent(number);
    },
  });
}
