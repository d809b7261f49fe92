import { Button } from 'antd';
import { useContext, useState, type ReactElement, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RequestDetail } from '#shared/domain/view-request';
import { FormSlotContext } from '../../api/form-slot.ts';
import { formatDateTime } from '../../ui/date-time.ts';
import { ClassWords } from './class-words.tsx';
import { StateWord } from './request-columns.tsx';
import { RequestWay } from './request-way.tsx';
import styles from './requests.module.css';

/** Everything about a request, in the order in which people ask for it. */
export function RequestFacts({ detail }: { readonly detail: RequestDetail }): ReactElement {
  const { t } = useTranslation('requests');
  const time = (isoTime: string | null): string => (isoTime === null ? t('field.none') : formatDateTime(isoTime));
  return (
    <dl className={styles['facts']}>
      <Fact name={t('field.state')}><StateWord state={detail.state} />{detail.isConfidential ? <span className={styles['confidential']}>{t('confidential')}</span> : null}</Fact>
      <Fact name={t('field.way')}><RequestWay steps={detail.steps} /></Fact>
      {detail.amendment === 0 ? null : <Fact name={t('field.amendment')}>{t('field.amended', { count: detail.amendment })}</Fact>}
      {detail.decisionNote === '' ? null : <Fact name={t(noteName(detail.state))}><strong>{detail.decisionNote}</strong></Fact>}
      <Fact name={t('field.person')}>{`${detail.personName}　${detail.personUnitName}`}</Fact>
      <Fact name={t('field.purpose')}>{t(`purpose.${detail.purpose}`)}</Fact>
      {detail.reason === '' ? null : <Fact name={t('field.reason')}>{detail.reason}</Fact>}
      <Fact name={t('field.applicant')}>{`${detail.applicantName}　${detail.applicantUnitName}`}</Fact>
      <Fact name={t('field.secondReader')}>{detail.secondReaderName}</Fact>
      <Fact name={t('field.classes')}><ClassWords classCodes={detail.classCodes} /></Fact>
      <Fact name={t('field.minutes')}>{t('minutes', { minutes: detail.minutes })}</Fact>
      <Fact name={t('field.print')}>{detail.wantsPrint ? t('field.wantsPrint') : t('field.wantsNoPrint')}</Fact>
      <Fact name={t('field.submittedAt')}>{time(detail.submittedAt)}</Fact>
      {detail.decidedAt === null ? null : <Fact name={t('field.decidedAt')}>{`${time(detail.decidedAt)}　${detail.decidedByName ?? ''}`}</Fact>}
      <RequestForm id={detail.id} />
      {detail.state === 'granted' ? <Fact name={t('field.endsAt')}>{detail.endsAt === null ? t('field.notOpened') : time(detail.endsAt)}</Fact> : null}
    </dl>
  );
}

/** 查（借）阅审批表 of the request. */
function RequestForm({ id }: { readonly id: RequestDetail['id'] }): ReactElement | null {
  const FormDialog = useContext(FormSlotContext);
  const { t } = useTranslation('requests');
  const [isOpen, setIsOpen] = useState(false);
  if (!FormDialog) return null;
  return (
    <Fact name={t('field.form')}>
      <Button size="small" onClick={() => { setIsOpen(true); }}>{t('field.openForm')}</Button>
      {isOpen ? <FormDialog form={{ kind: 'view-request', id }} onClose={() => { setIsOpen(false); }} /> : null}
    </Fact>
  );
}

function noteName(state: RequestDetail['state']): 'field.refusal' | 'field.withdrawal' | 'field.note' {
  if (state === 'refused') return 'field.refusal';
  return state === 'withdrawn' ? 'field.withdrawal' : 'field.note';
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }): ReactElement {
  return (
    <div className={styles['fact']}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
