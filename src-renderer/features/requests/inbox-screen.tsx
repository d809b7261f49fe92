import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { RequestId } from '#shared/domain/ids';
import type { RequestDetail } from '#shared/domain/view-request';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useKeys } from '../../ui/keys.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { useNavigation } from '../../ui/place.ts';
import { useShownSecrecy } from '../../ui/secrecy.ts';
import { BoxTabs, type BoxName } from './box-tabs.tsx';
import { DecidedRequest } from './decided-request.tsx';
import { nextAfter } from './decision.ts';
import { DoneLine } from './done-line.tsx';
import { InboxList } from './inbox-list.tsx';
import styles from './inbox-screen.module.css';
import { OpenRequest } from './open-request.tsx';
import { useRequestBox, useRequestDetail, type RequestBox } from './request-list.ts';
import type { DecisionDone } from './use-deciding.ts';

/** Waiting requests left, the chosen one right: pick, agree. After a decision the next one opens. */
export function InboxScreen(): ReactElement {
  const { t } = useTranslation('requests');
  const { place } = useNavigation();
  const preset = place.screen === 'inbox' ? place.requestId : undefined;
  const [name, setName] = useState<BoxName>('inbox');
  const [done, setDone] = useState<DecisionDone | null>(null);
  const boxes = { inbox: useRequestBox('inbox', preset), decided: useRequestBox('decided', preset) };
  const asked = boxes[name];
  // What was decided is told until the approver looks elsewhere himself.
  const box: RequestBox = { ...asked, choose: id => { setDone(null); asked.choose(id); } };
  const { detail, error, refresh } = useRequestDetail(box.chosen);
  useShownSecrecy(detail?.secrecy);
  const step = (by: 1 | -1): void => {
    const next = box.items[box.current + by];
    if (next) box.choose(next.id);
  };
  useKeys(t('keys.inbox'), [
    { keys: ['J', 'Alt+ArrowDown'], label: t('keys.next'), run: () => { step(1); } },
    { keys: ['K', 'Alt+ArrowUp'], label: t('keys.previous'), run: () => { step(-1); } },
  ]);
  const onDone = (what: DecisionDone): void => {
    setDone(what);
    openNext(asked, what.id);
  };

  return (
    <div className={styles['columns']}>
      <div className={styles['side']}>
        <BoxTabs value={name} waitingCount={boxes.inbox.total} onChange={next => { setDone(null); setName(next); }} />
        <ErrorNotice error={box.error} onRetry={box.refresh} />
        <InboxList box={box} />
      </div>
      <section className={styles['detail']} aria-label={t('inbox.title')}>
        {detail ? <ChosenRequest key={detail.id} detail={detail} done={done} onDone={onDone} /> : <NothingChosen box={box} name={name} done={done} />}
        <div className={styles['notice']}><ErrorNotice error={error} onRetry={refresh} /></div>
      </section>
    </div>
  );
}

type ChosenProps = { readonly detail: RequestDetail; readonly done: DecisionDone | null; readonly onDone: (done: DecisionDone) => void };

function ChosenRequest(props: ChosenProps): ReactElement {
  return props.detail.state === 'submitted' ? <OpenRequest {...props} /> : <DecidedRequest {...props} />;
}

function openNext(box: RequestBox, decided: RequestId): void {
  const next = nextAfter(box.items.map(({ id }) => id), decided);
  if (next !== undefined) box.choose(next);
}

type NothingProps = { readonly box: RequestBox; readonly name: BoxName; readonly done: DecisionDone | null };

function NothingChosen({ box, name, done }: NothingProps): ReactElement {
  const { t } = useTranslation('requests');
  const texts = name === 'inbox' ? 'inbox.emptyWaiting' : 'inbox.emptyDecided';
  return (
    <>
      <PageHeader title={t('inbox.title')} lead={<DoneLine done={done} otherwise={t('inbox.lead')} />} />
      {box.isReady && box.items.length === 0 ? <EmptyState title={t(`${texts}.title`)}>{t(`${texts}.lesson`)}</EmptyState> : null}
    </>
  );
}
