import { Button } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Batch } from '#shared/domain/intake';
import { useHasRole } from '../../api/signed-in.ts';
import { formatDateTime } from '../../ui/date-time.ts';
import { FactList, type Fact } from '../../ui/fact-list.tsx';
import { useNavigation } from '../../ui/place.ts';
import { nextStepOf, verdictDue } from './batch-account.ts';
import styles from './batch-screen.module.css';
import type { Verdict } from './decide-batch.tsx';
import { SampleArithmetic } from './sample-arithmetic.tsx';

type Props = { readonly batch: Batch; readonly onAsk: (verdict: Verdict) => void };

/** After the deliveries: the sample, the verdict, and what may still be done instead. */
export function VerdictPane({ batch, onAsk }: Props): ReactElement {
  const { t } = useTranslation('intake');
  const { state, sample } = batch;
  const isSampling = state === 'sampling';
  return (
    <aside className={styles['side']} aria-label={t('verdictPane.title')} tabIndex={0}>
      <h2 className={styles['heading']}>{t(`verdictPane.${state}`)}</h2>
      <p className={styles['soft']}>{t(isSampling && sample.drawn === 0 ? 'verdictPane.noSample' : `verdictPane.lesson.${state}`)}</p>
      {sample.drawn > 0 ? <SampleArithmetic sample={sample} /> : null}
      {isSampling ? <Acts batch={batch} onAsk={onAsk} /> : null}
      <FactList facts={useFacts(batch)} />
      <RulesLink version={batch.policyVersion} />
    </aside>
  );
}

/** What may be done beside the one thing that stands at the head of the screen. */
function Acts({ batch, onAsk }: Props): ReactElement | null {
  const { t } = useTranslation('intake');
  const { goTo } = useNavigation();
  const mayReceive = useHasRole('archivist');
  const isReturnDue = nextStepOf(batch) === 'decide' && verdictDue(batch) === 'return';
  if (!mayReceive) return null;
  return (
    <div className={styles['acts']}>
      {batch.sample.judged > 0 ? <Button onClick={() => { goTo({ screen: 'sampling', batchId: batch.id }); }}>{t('sampling.look')}</Button> : null}
      {isReturnDue ? null : <Button danger onClick={() => { onAsk('return'); }}>{t('decide.return.open')}</Button>}
    </div>
  );
}

/** By which version of the rules it was judged, and the way there. */
export function RulesLink({ version }: { readonly version: number }): ReactElement {
  const { t } = useTranslation('intake');
  const { goTo } = useNavigation();
  return <Button type="text" data-act="rules-of-batch" onClick={() => { goTo({ screen: 'check-rules', version }); }}>{t('versions.judgedBy', { version })}</Button>;
}

function useFacts(batch: Batch): readonly Fact[] {
  const { t } = useTranslation('intake');
  const decided = batch.decidedAt === null ? [] : [{ name: t('verdictPane.decidedBy'), value: t('byAt', { name: batch.decidedBy ?? '', at: formatDateTime(batch.decidedAt) }) }, { name: t('decide.note'), value: batch.decisionNote }];
  return [
    { name: t('column.medium'), value: batch.mediumNumber ?? t('noMedium') },
    { name: t('new.approvalNumber'), value: batch.approvalNumber },
    { name: t('new.note'), value: batch.note },
    { name: t('verdictPane.createdBy'), value: t('byAt', { name: batch.createdBy, at: formatDateTime(batch.createdAt) }) },
    ...decided,
  ];
}
