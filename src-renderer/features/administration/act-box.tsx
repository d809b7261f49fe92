import { useState, type ReactElement, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { pageSize, totalLimit } from '#shared/contract/lists';
import { useDesktopQuery } from '../../api/desktop.ts';
import { ChoiceList } from '../../ui/choice-list.tsx';
import { formatDateTime } from '../../ui/date-time.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Pager } from '../../ui/pager.tsx';
import { ActPanel } from './act-panel.tsx';
import styles from './administration.module.css';
import { todoPanelId, type Outcome } from './outcome.ts';

type Props = { readonly box: 'mine' | 'done'; readonly outcome: Outcome; readonly tabs: ReactNode };

const refetchMs = 5000;

/** What the caller has proposed, or what has been decided: who, why, when. */
export function ActBox({ box, outcome, tabs }: Props): ReactElement {
  const { t } = useTranslation('administration');
  const [page, setPage] = useState(1);
  const [chosenId, setChosenId] = useState<string>();
  const answer = useDesktopQuery('acts.list', { box, page }, { keepPrevious: true, refetchMs });
  const { items: acts, total } = answer.data ?? { items: [], total: 0 };
  const open = acts.find(({ id }) => id === chosenId) ?? acts[0];
  const choices = acts.map(act => ({
    id: act.id,
    head: t(`act.title.${act.kind}`, { target: act.target }),
    lines: [`${t(`act.states.${act.state}`)}　${formatDateTime(act.decidedAt ?? act.proposedAt)}`],
  }));
  return (
    <>
      <div className={styles['side']}>
        {tabs}
        <ErrorNotice error={answer.error} onRetry={() => void answer.refetch()} />
        <div id={todoPanelId} className={styles['panel']} role="tabpanel" aria-label={t(`boxes.${box}`)}>
          {acts.length > 0 ? <ChoiceList label={t(`boxes.${box}`)} groups={[{ name: t(`boxes.${box}`), choices }]} chosenId={open?.id} onChoose={setChosenId} /> : null}
        </div>
        {total > pageSize ? <div className={styles['foot']}><Pager page={page} total={total} pageSize={pageSize} totalLimit={totalLimit} onPageChange={setPage} /></div> : null}
      </div>
      <section className={styles['detail']} aria-label={t(`boxes.${box}`)}>
        {outcome.sentence === null ? null : <p className={styles['done']} role="status">{outcome.sentence}</p>}
        {open ? <ActPanel key={open.id} act={open} onDone={outcome.tell} /> : <NoActs box={box} isReady={answer.isSuccess} />}
      </section>
    </>
  );
}

function NoActs({ box, isReady }: { readonly box: Props['box']; readonly isReady: boolean }): ReactElement {
  const { t } = useTranslation('administration');
  return (
    <>
      <PageHeader title={t(`boxes.${box}`)} />
      {isReady ? <EmptyState title={t(`empty.${box}.title`)}>{t(`empty.${box}.lesson`)}</EmptyState> : null}
    </>
  );
}
