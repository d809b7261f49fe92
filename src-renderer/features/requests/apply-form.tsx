import { Button } from 'antd';
import { useId, type ReactElement } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { IdempotencyKey, PersonId } from '#shared/domain/ids';
import type { Purpose } from '#shared/domain/purpose';
import { callDesktop } from '../../api/desktop.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { useKeptState } from '../../ui/kept-state.tsx';
import { useKeys } from '../../ui/keys.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { ApplicationFields } from './application-fields.tsx';
import { beginForm, choosePurpose, toApplication, type ApplicationForm } from './application-form.ts';
import styles from './apply-screen.module.css';
import { ConfidentialField, useMayApplyConfidentially } from './confidential-field.tsx';
import { FormRow } from './form-row.tsx';
import { Gaps } from './gaps.tsx';
import { LineAway } from './line-away.tsx';
import { PersonField } from './person-field.tsx';
import { PurposeChoice } from './purpose-choice.tsx';
import { rememberReader } from './second-reader-field.tsx';

type Props = {
  readonly idempotencyKey: IdempotencyKey;
  /** Chosen before: in the roster, or with a business of the window. */
  readonly preset: { readonly personId: PersonId | null; readonly purpose: Purpose | null };
  /** Null: it waits for the data centre in the outbox. */
  readonly onSent: (number: string | null) => void;
};

export function ApplyForm({ idempotencyKey, preset, onSent }: Props): ReactElement {
  const { t } = useTranslation('requests');
  const id = useId();
  const [form, setForm] = useKeptState<ApplicationForm>(`requests.apply ${preset.personId ?? ''} ${preset.purpose ?? ''}`, beginForm(preset));
  const change = (changes: Partial<ApplicationForm>): void => {
    setForm({ ...form, ...changes });
  };
  const send = useSend(idempotencyKey, number => {
    setForm(beginForm({ ...preset, personId: null }));
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
        <LineAway />
        <div className={styles['form']}>
          <FormRow label={t('apply.purpose')}>
            <PurposeChoice value={form.purpose} onChange={purpose => { setForm(choosePurpose(form, purpose)); }} />
          </FormRow>
          <FormRow label={t('apply.person')} htmlFor={`${id}-person`}>
            <PersonField id={`${id}-person`} personId={form.personId} isFirst={preset.purpose !== null} onChange={personId => { change({ personId }); }} />
          </FormRow>
          <ApplicationFields form={form} onChange={change} />
          {mayBeConfidential ? (
            <FormRow label={t('apply.confidential')}>
              <ConfidentialField value={form.circleId} onChange={circleId => { change({ circleId }); }} />
            </FormRow>
          ) : null}
          <ErrorNotice error={send.error} alwaysRetry onRetry={submit} />
        </div>
      </div>
    </>
  );
}

type Submitted = Awaited<ReturnType<typeof callDesktop<'requests.submit'>>>;
type Asked = NonNullable<ReturnType<typeof toApplication>>;

function useSend(idempotencyKey: IdempotencyKey, onSent: Props['onSent']): ReturnType<typeof useMutation<Submitted, Error, Asked>> {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (application: Asked) => callDesktop('requests.submit', { ...application, idempotencyKey }),
    onSuccess: (submitted, { secondReaderId }) => {
      rememberReader(secondReaderId);
      void queryClient.invalidateQueries({ queryKey: ['requests.list'] });
      onSent(submitted.isQueued ? null : submitted.number);
    },
  });
}
