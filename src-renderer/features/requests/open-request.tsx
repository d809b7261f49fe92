import { Button, Input, InputNumber } from 'antd';
import { useId, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { viewingMinutes } from '#shared/domain/purpose';
import type { PrintRegions } from '#shared/domain/print-region';
import type { CandidateMaterial, RequestDetail } from '#shared/domain/view-request';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { useKeys } from '../../ui/keys.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { canAgree, regionsOf, setPrintable, setRegions, startDecision, type Decision } from './decision.ts';
import { DoneLine } from './done-line.tsx';
import { RequestWay } from './request-way.tsx';
import styles from './inbox-screen.module.css';
import { MaterialPicker } from './material-picker.tsx';
import { RegionDialog } from './region-dialog.tsx';
import { ReasonDialog } from '../../ui/reason-dialog.tsx';
import { RequestAsk } from './request-ask.tsx';
import { useDeciding, type DecisionDone } from './use-deciding.ts';

type Props = { readonly detail: RequestDetail; readonly done: DecisionDone | null; readonly onDone: (done: DecisionDone) => void };

/** A request that waits: narrow it if need be, agree, or refuse with a reason. */
export function OpenRequest({ detail, done, onDone }: Props): ReactElement {
  const { t } = useTranslation('requests');
  const id = useId();
  const [decision, setDecision] = useState(() => startDecision(detail));
  const [note, setNote] = useState('');
  const [isRefusing, setIsRefusing] = useState(false);
  const deciding = useDeciding(detail, onDone);
  const mayAgree = detail.acts.includes('approve') && canAgree(decision) && !deciding.isPending;
  const mayRefuse = detail.acts.includes('refuse');
  const agree = (): void => {
    if (mayAgree) deciding.mutate({ kind: 'approved', decision, note: note.trim() });
  };
  const isAllPrintable = decision.granted.size > 0 && decision.printable.size === decision.granted.size;
  const togglePrint = (): void => {
    setDecision(setPrintable(decision, [...decision.granted], !isAllPrintable));
  };
  useKeys(t('keys.inbox'), [
    { keys: ['Ctrl+Enter'], label: t('keys.agree'), worksInFields: true, run: agree },
    { keys: ['Ctrl+Delete'], label: t('keys.refuse'), run: () => { setIsRefusing(mayRefuse); } },
    { keys: ['P'], label: t('keys.print'), run: togglePrint },
  ]);

  return (
    <>
      <PageHeader
        title={<RequestAsk detail={detail} />}
        lead={<DoneLine done={done} otherwise={t('inbox.lead')} />}
        actions={<Button disabled={!mayRefuse} onClick={() => { setIsRefusing(true); }}>{t('inbox.refuse')}</Button>}
        primary={<Button type="primary" disabled={!mayAgree} loading={deciding.isPending} onClick={agree}>{t('inbox.agree')}</Button>}
      />
      <AskFacts detail={detail} />
      <div className={styles['terms']}>
        <label htmlFor={`${id}-minutes`}>{t('inbox.minutes')}</label>
        <InputNumber
          id={`${id}-minutes`}
          className={styles['minutes'] ?? ''}
          precision={0}
          step={10}
          min={viewingMinutes.min}
          max={viewingMinutes.max}
          value={decision.minutes}
          onChange={minutes => { setDecision({ ...decision, minutes }); }}
        />
        <span className={styles['faint']}>{t('apply.minutesUnit', viewingMinutes)}</span>
        <CopiesField decision={decision} onChange={setDecision} />
        <label htmlFor={`${id}-note`}>{t('inbox.note')}</label>
        <Input id={`${id}-note`} className={styles['note'] ?? ''} maxLength={200} placeholder={t('inbox.notePlaceholder')} value={note} onChange={event => { setNote(event.target.value); }} />
      </div>
      <ErrorNotice error={isRefusing ? null : deciding.error} alwaysRetry onRetry={agree} />
      <Materials detail={detail} decision={decision} onChange={setDecision} />
      <footer className={styles['foot']}>
        <span role="status">
          {canAgree(decision)
            ? t('inbox.printable', { granted: t('inbox.granted', { count: decision.granted.size, total: detail.materials.length }), count: decision.printable.size })
            : t('inbox.cannotAgree', viewingMinutes)}
        </span>
        <Button size="small" disabled={decision.granted.size === 0} onClick={togglePrint}>
          {isAllPrintable ? t('inbox.forbidPrint') : t('inbox.allowPrint')}
        </Button>
      </footer>
      <ReasonDialog
        isOpen={isRefusing}
        texts={{ title: t('refuseDialog.title', { number: detail.number }), reason: t('refuseDialog.reason'), quick: t('refuseDialog.quick'), reasons: t('refuseDialog.reasons'), confirm: t('refuseDialog.confirm') }}
        isPending={deciding.isPending}
        error={deciding.error}
        onConfirm={reason => { deciding.mutate({ kind: 'refused', reason }); }}
        onClose={() => { setIsRefusing(false); }}
      />
    </>
  );
}

type DecisionProps = { readonly decision: Decision; readonly onChange: (decision: Decision) => void };

/** What may be granted, and, for whoever may see its pages, what of them may be printed. */
function Materials({ detail, decision, onChange }: DecisionProps & { readonly detail: RequestDetail }): ReactElement {
  const { t } = useTranslation('requests');
  const [drawn, setDrawn] = useState<CandidateMaterial | null>(null);
  if (detail.materials.length === 0) return <EmptyState title={t('inbox.noMaterials.title')}>{t('inbox.noMaterials.lesson')}</EmptyState>;
  const close = (): void => { setDrawn(null); };
  const keep = (regions: PrintRegions): void => {
    if (drawn) onChange(setRegions(decision, drawn.materialId, regions));
    close();
  };
  return (
    <>
      <MaterialPicker materials={detail.materials} decision={decision} onChange={onChange} onDraw={detail.acts.includes('draw') ? setDrawn : null} />
      {drawn ? <RegionDialog material={drawn} regions={regionsOf(decision, drawn.materialId)} onKeep={keep} onClose={close} /> : null}
    </>
  );
}

/** Asked as soon as something may be printed. */
function CopiesField({ decision, onChange }: DecisionProps): ReactElement | null {
  const { t } = useTranslation('requests');
  const id = useId();
  if (decision.printable.size === 0) return null;
  return (
    <>
      <label htmlFor={id}>{t('inbox.copies')}</label>
      <InputNumber id={id} className={styles['copies'] ?? ''} precision={0} min={1} max={20} value={decision.copies} onChange={copies => { onChange({ ...decision, copies }); }} />
    </>
  );
}

/** What the applicant wrote, in one line: it is read before every decision. */
function AskFacts({ detail }: { readonly detail: RequestDetail }): ReactElement {
  const { t } = useTranslation('requests');
  return (
    <div className={styles['ask']}>
      <span>{detail.number}</span>
      <span>{t('inbox.fromUnit', { unit: detail.applicantUnitName })}</span>
      <span>{t('inbox.ofUnit', { unit: detail.personUnitName, person: detail.personName })}</span>
      <strong>{t(`purpose.${detail.purpose}`)}</strong>
      <span>{t('minutes', { minutes: detail.minutes })}</span>
      <span>{detail.wantsPrint ? t('field.wantsPrint') : t('field.wantsNoPrint')}</span>
      {detail.isConfidential ? <strong>{t('confidential')}</strong> : null}
      {detail.reason === '' ? null : <span className={styles['reason']}>{detail.reason}</span>}
      {detail.steps.length > 1 ? <RequestWay steps={detail.steps} /> : null}
    </div>
  );
}
