import { Button, Modal } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { RequestDetail } from '#shared/domain/view-request';
import { AppError } from '#shared/errors/app-error';
import { useAct } from '../../api/use-act.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { useKeys } from '../../ui/keys.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { AmendChanges } from './amend-changes.tsx';
import { AmendNotice } from './amend-notice.tsx';
import { formOf, listAmended, listVoided, toAmendment } from './amendment.ts';
import { ApplicationFields } from './application-fields.tsx';
import { choosePurpose, type ApplicationForm } from './application-form.ts';
import styles from './apply-screen.module.css';
import { FormRow } from './form-row.tsx';
import { Gaps } from './gaps.tsx';
import { PurposeChoice } from './purpose-choice.tsx';

type Props = { readonly detail: RequestDetail; readonly onClose: () => void };

/** A sent application in its form again. Whose file it is stays; what was decided does not. */
export function AmendForm({ detail, onClose }: Props): ReactElement {
  const { t } = useTranslation(['requests', 'common']);
  const sent = formOf(detail);
  const [form, setForm] = useState<ApplicationForm>(sent);
  const [isAsking, setIsAsking] = useState(false);
  const amending = useAct('requests.amend', onClose);
  const amendment = detail.acts.includes('amend') ? toAmendment(sent, form) : undefined;
  const send = (): void => {
    if (amendment && !amending.isPending) amending.mutate({ id: detail.id, ...amendment });
  };
  const submit = (): void => {
    if (amendment && listVoided(detail).length > 0) setIsAsking(true);
    else send();
  };
  useKeys(t('keys.amend'), [{ keys: ['Ctrl+Enter'], label: t('amend.send'), worksInFields: true, run: submit }]);
  const title = t('amend.title', { number: detail.number });
  return (
    <>
      <PageHeader
        title={title}
        lead={t('amend.lead', { person: detail.personName, unit: detail.personUnitName })}
        actions={
          <>
            {listAmended(sent, form).length === 0 ? <p className={styles['gaps']} role="status">{t('amend.unchanged')}</p> : <Gaps form={form} />}
            <Button onClick={onClose}>{t('action.cancel', { ns: 'common' })}</Button>
          </>
        }
        primary={<Button type="primary" disabled={!amendment} loading={amending.isPending} onClick={submit}>{t('amend.send')}</Button>}
      />
      <div className={styles['body']}>
        <div className={styles['form']}>
          {detail.acts.includes('amend') ? <AmendNotice detail={detail} /> : <ErrorNotice error={new AppError('request.state-conflict', { state: detail.state })} />}
          <FormRow label={t('apply.purpose')}>
            <PurposeChoice value={form.purpose} onChange={purpose => { setForm(choosePurpose(form, purpose)); }} />
          </FormRow>
          <ApplicationFields form={form} onChange={changes => { setForm({ ...form, ...changes }); }} />
          <AmendChanges detail={detail} form={form} />
          <ErrorNotice error={isAsking ? null : amending.error} />
        </div>
      </div>
      <Modal
        open={isAsking}
        title={title}
        okText={t('amend.send')}
        okButtonProps={{ danger: true }}
        confirmLoading={amending.isPending}
        onOk={send}
        onCancel={() => { setIsAsking(false); }}
        destroyOnHidden
      >
        <AmendNotice detail={detail} />
        <ErrorNotice error={amending.error} />
      </Modal>
    </>
  );
}
