import { useEffect, useRef, type KeyboardEvent, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDateTime } from '../../ui/date-time.ts';
import { boxPanelId } from './box-tabs.tsx';
import styles from './inbox-screen.module.css';
import { ListPager } from './my-requests-screen.tsx';
import { StateWord } from './request-columns.tsx';
import type { RequestBox } from './request-list.ts';

/** One stop for Tab; ↑ and ↓ choose. */
export function InboxList({ box }: { readonly box: RequestBox }): ReactElement {
  const { t } = useTranslation('requests');
  const list = useRef<HTMLDivElement>(null);
  const chosenId = box.chosen?.id;
  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, [chosenId]);
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const next = box.items[Math.min(box.items.length - 1, Math.max(0, box.current + by))];
    if (next) box.choose(next.id);
  };
  return (
    <div id={boxPanelId} className={styles['panel']} role="tabpanel" aria-label={t('inbox.list')}>
      <div
        ref={list}
        className={styles['list']}
        role="listbox"
        tabIndex={0}
        aria-label={t('inbox.list')}
        aria-activedescendant={chosenId === undefined ? undefined : `request-${chosenId}`}
        onKeyDown={onKeyDown}
      >
        {box.items.map(request => (
          <div
            key={request.id}
            id={`request-${request.id}`}
            className={styles['option']}
            role="option"
            aria-selected={request.id === chosenId}
            data-request={request.number}
            onClick={() => { box.choose(request.id); }}
          >
            <span className={styles['optionHead']}>
              <strong>{request.personName}</strong>
              <span>{t(`purpose.${request.purpose}`)}</span>
              {request.state === 'submitted' ? null : <StateWord state={request.state} />}
            </span>
            <span className={styles['optionLine']}>{`${request.applicantUnitName} ${request.applicantName}`}</span>
            <span className={styles['optionLine']}>{`${request.number}　${formatDateTime(request.submittedAt)}`}</span>
          </div>
        ))}
      </div>
      {box.total > box.items.length ? <div className={styles['pager']}><ListPager box={box} /></div> : null}
    </div>
  );
}
