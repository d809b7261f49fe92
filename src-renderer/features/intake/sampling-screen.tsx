import { ArrowLeftOutlined } from '@ant-design/icons';
import { Button, Skeleton } from 'antd';
import { useMemo, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { windowPaths } from '#shared/contract/desktop-api';
import type { BatchId } from '#shared/domain/ids';
import type { SampleItem } from '#shared/domain/intake';
import { useDesktopQuery } from '../../api/desktop.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { useKeys } from '../../ui/keys.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { PageViewer, type ViewerPage } from '../../ui/page-viewer.tsx';
import { useNavigation } from '../../ui/place.ts';
import { useShownSecrecy } from '../../ui/secrecy.ts';
import { SampleArithmetic } from './sample-arithmetic.tsx';
import { SampleQuestions } from './sample-questions.tsx';
import { SampleRow } from './sample-row.tsx';
import { countJudgements, isJudged, nextOpen } from './sampling.ts';
import styles from './sampling.module.css';
import { useSample, type Judgement, type Sample } from './use-sample.ts';

/** 抽检: one page large, what the catalogue says of it beside it, two questions, one key each. */
export function SamplingScreen({ batchId }: { readonly batchId: BatchId }): ReactElement {
  const { t } = useTranslation('intake');
  const { goTo } = useNavigation();
  const batch = useDesktopQuery('intake.getBatch', { id: batchId });
  const sample = useSample(batchId);
  const { items } = sample;
  const desk = useSampleDesk(items, sample);
  const { item, index } = desk;
  const counts = countJudgements(items);
  useShownSecrecy(batch.data?.secrecy);
  const leave = (): void => { goTo({ screen: 'batch', batchId }); };
  useKeys(t('sampling.keys'), [
    { keys: ['N'], label: t('sampling.nextOpen'), run: desk.toNextOpen },
    { keys: ['U'], label: t('sampling.undo'), run: desk.undo },
    { keys: ['Escape'], label: t('sampling.back'), run: leave },
  ]);
  const isDone = counts.drawn > 0 && counts.judged === counts.drawn;
  const lead = isDone ? t('sampling.finished') : t('sampling.lead', { position: index + 1, drawn: counts.drawn, judged: counts.judged });
  return (
    <>
      <PageHeader
        back={<Button type="text" icon={<ArrowLeftOutlined />} aria-label={t('sampling.back')} title={t('sampling.back')} onClick={leave} />}
        title={t('sampling.title', { number: batch.data?.number ?? '' })}
        lead={<span role="status">{lead}</span>}
        actions={<Button disabled={!desk.canUndo} onClick={desk.undo}>{t('sampling.undo')}</Button>}
        primary={isDone ? <Button type="primary" onClick={leave}>{t('sampling.toVerdict')}</Button> : null}
      />
      <div className={styles['columns']}>
        {item ? <SamplePage items={items} index={index} onShow={desk.show} /> : <NoPage isReady={sample.isReady} />}
        <aside className={styles['side']} aria-label={t('sampling.row')}>
          <ErrorNotice error={sample.error ?? batch.error} onRetry={sample.refresh} alwaysRetry />
          {item ? <OnePage key={`${item.id} ${String(desk.round)}`} item={item} counts={counts} onJudge={desk.judge} /> : null}
        </aside>
      </div>
    </>
  );
}

type PageProps = { readonly item: SampleItem; readonly counts: ReturnType<typeof countJudgements>; readonly onJudge: (judgement: Judgement) => void };

/** The row and its questions; the sums below while there is work, on top once it is done. */
function OnePage({ item, counts, onJudge }: PageProps): ReactElement {
  const sums = counts.judged === 0 ? null : <SampleArithmetic sample={counts} />;
  const isDone = counts.judged === counts.drawn;
  return (
    <>
      {isDone ? sums : null}
      <SampleRow item={item} />
      <SampleQuestions item={item} onJudge={onJudge} />
      {isDone ? null : sums}
    </>
  );
}

function NoPage({ isReady }: { readonly isReady: boolean }): ReactElement {
  const { t } = useTranslation('intake');
  return <div className={styles['wait']}>{isReady ? <EmptyState title={t('sampling.finished')} /> : <Skeleton active={false} />}</div>;
}

function SamplePage({ items, index, onShow }: { readonly items: readonly SampleItem[]; readonly index: number; readonly onShow: (index: number) => void }): ReactElement {
  const { t } = useTranslation('intake');
  const ids = items.map(({ id }) => id).join();
  // Which pages were drawn never changes; judgements do, and must not make the viewer start afresh.
  const pages = useMemo<readonly ViewerPage[]>(
    () => items.map(({ id, position, packageId, page }) => ({ id, number: position, widthPx: page.widthPx, heightPx: page.heightPx, addressOf: size => windowPaths.intakePage(packageId, page.id, size) })),
    [ids],
  );
  return <PageViewer label={t('sampling.viewer')} pages={pages} current={index} onCurrentChange={onShow} />;
}

/** Where one is in the sample, and the way back to the judgements made here. */
function useSampleDesk(items: readonly SampleItem[], { judge: send, unjudge }: Pick<Sample, 'judge' | 'unjudge'>) {
  const [chosen, setChosen] = useState<number | null>(null);
  const [done, setDone] = useState<readonly number[]>([]);
  const [round, setRound] = useState(0);
  const firstOpen = items.findIndex(item => !isJudged(item));
  const index = chosen ?? Math.max(0, firstOpen);
  const item = items[index];
  const toNextOpen = (from = index): void => {
    setChosen(nextOpen(items, from) ?? Math.min(from + 1, items.length - 1));
  };
  return {
    index,
    item,
    /** Grows when the same page is to be asked about anew. */
    round,
    show: setChosen,
    toNextOpen: () => { toNextOpen(); },
    canUndo: done.length > 0,
    undo: () => {
      const last = done.at(-1);
      if (last === undefined) return;
      setDone(done.slice(0, -1));
      setRound(round + 1);
      setChosen(last);
      const back = items[last];
      if (back) unjudge(back);
    },
    judge: (judgement: Judgement) => {
      if (!item) return;
      send(item, judgement);
      setDone([...done, index]);
      toNextOpen();
    },
  };
}
