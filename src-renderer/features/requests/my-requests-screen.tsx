import { Button, Modal } from 'antd';
import { useState, type ReactElement } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { pageSize, totalLimit } from '#shared/contract/lists';
import type { RequestId } from '#shared/domain/ids';
import type { RequestDetail } from '#shared/domain/view-request';
import { callDesktop } from '../../api/desktop.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { useKeys } from '../../ui/keys.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Pager } from '../../ui/pager.tsx';
import { useNavigation } from '../../ui/place.ts';
import { RecordTable } from '../../ui/record-table.tsx';
import { useShownSecrecy } from '../../ui/secrecy.ts';
import { useRequestColumns } from './request-columns.tsx';
import { RequestFacts } from './request-facts.tsx';
import { useRequestBox, useRequestDetail, type RequestBox } from './request-list.ts';
import styles from './requests.module.css';

/** What this person has applied for, and the door to reading it. */
export function MyRequestsScreen({ preset }: { readonly preset: RequestId | undefined }): ReactElement {
  const { t } = useTranslation('requests');
  const { goTo } = useNavigation();
  const columns = useRequestColumns();
  const box = useRequestBox('mine', preset);
  const { detail, error, refresh } = useRequestDetail(box.chosen);
  useShownSecrecy(detail?.secrecy);
  return (
    <>
      <PageHeader title={t('mine.title')} lead={t('mine.lead')} actions={<ApplyButton />} primary={<Acts detail={detail} />} />
      <div className={styles['columns']}>
        <div className={styles['list']}>
          <div className={styles['rows']} tabIndex={-1}>
            <ErrorNotice error={box.error} onRetry={box.refresh} />
            {box.items.length > 0 ? (
              <RecordTable
                label={t('mine.table')}
                columns={columns}
                rows={box.items}
                keyOf={({ id }) => id}
                current={box.current}
                onCurrentChange={index => { box.choose(box.items[index]?.id); }}
                onOpen={({ id }) => { box.choose(id); }}
              />
            ) : null}
            {box.isReady && box.total === 0 ? (
              <EmptyState title={t('mine.empty.title')} action={<Button onClick={() => { goTo({ screen: 'apply' }); }}>{t('mine.apply')}</Button>}>
                {t('mine.empty.lesson')}
              </EmptyState>
            ) : null}
          </div>
          <ListPager box={box} />
        </div>
        <aside className={styles['aside']} aria-label={detail?.number} tabIndex={0}>
          <ErrorNotice error={error} onRetry={refresh} />
          {detail ? <h2 className={styles['number']}>{detail.number}</h2> : null}
          {detail?.state === 'submitted' ? <p className={styles['waiting']}>{t('mine.waiting')}</p> : null}
          {detail ? <RequestFacts detail={detail} /> : null}
        </aside>
      </div>
    </>
  );
}

export function ListPager({ box }: { readonly box: RequestBox }): ReactElement {
  return <Pager page={box.page} total={box.total} pageSize={pageSize} totalLimit={totalLimit} onPageChange={box.setPage} />;
}

function ApplyButton(): ReactElement {
  const { t } = useTranslation('requests');
  const { goTo } = useNavigation();
  return <Button onClick={() => { goTo({ screen: 'apply' }); }}>{t('mine.apply')}</Button>;
}

/** What can be done with the chosen request now, as the data centre says. */
function Acts({ detail }: { readonly detail: RequestDetail | undefined }): ReactElement {
  const { t } = useTranslation('requests');
  const { goTo } = useNavigation();
  const [isAsking, setIsAsking] = useState(false);
  const acts = detail?.acts ?? [];
  const open = (): void => {
    if (detail && acts.includes('open')) goTo({ screen: 'reading', requestId: detail.id });
  };
  const ask = (): void => {
    setIsAsking(acts.includes('cancel'));
  };
  const amend = (): void => {
    if (detail && acts.includes('amend')) goTo({ screen: 'amend', requestId: detail.id });
  };
  useKeys(t('keys.mine'), [
    { keys: ['O'], label: t('keys.open'), run: open },
    { keys: ['E'], label: t('mine.amend'), run: amend },
    { keys: ['Delete'], label: t('keys.cancel'), run: ask },
  ]);
  return (
    <>
      {acts.includes('amend') ? <Button onClick={amend}>{t('mine.amend')}</Button> : null}
      {acts.includes('cancel') ? <Button onClick={ask}>{t('mine.cancel')}</Button> : null}
      <Button type="primary" disabled={!acts.includes('open')} onClick={open}>
        {detail?.endsAt && acts.includes('open') ? t('mine.resume') : t('mine.open')}
      </Button>
      {detail ? <CancelDialog detail={detail} isOpen={isAsking} onClose={() => { setIsAsking(false); }} /> : null}
    </>
  );
}

type DialogProps = { readonly detail: RequestDetail; readonly isOpen: boolean; readonly onClose: () => void };

function CancelDialog({ detail, isOpen, onClose }: DialogProps): ReactElement {
  const { t } = useTranslation('requests');
  const cancel = useCancel(onClose);
  return (
    <Modal
      open={isOpen}
      title={t('mine.cancelQuestion', { number: detail.number })}
      okText={t('mine.cancel')}
      okButtonProps={{ danger: true }}
      confirmLoading={cancel.isPending}
      onOk={() => { cancel.mutate(detail.id); }}
      onCancel={onClose}
      destroyOnHidden
    >
      <p>{t('mine.cancelConsequence')}</p>
      <ErrorNotice error={cancel.error} />
    </Modal>
  );
}

function useCancel(onDone: () => void): ReturnType<typeof useMutation<unknown, Error, RequestId>> {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (id: RequestId): Promise<unknown> => callDesktop('requests.cancel', { id }),
    onSuccess: onDone,
    onSettled: () => {
      void queryClient.invalidateQueries({ queryKey: ['requests.list'] });
      void queryClient.invalidateQueries({ queryKey: ['requests.get'] });
    },
  });
}
