import { Button, Modal } from 'antd';
import { useState, type ReactElement } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Draft } from '#shared/domain/scanning';
import { callDesktop } from '../../api/desktop.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { useNavigation } from '../../ui/place.ts';

/** Leaving the desk: to the other unfinished materials, to the volume, or by throwing this one away. */
export function DeskActions({ draft }: { readonly draft: Draft }): ReactElement {
  const { t } = useTranslation('scanning');
  const { goTo } = useNavigation();
  const client = useQueryClient();
  const [isAsking, setIsAsking] = useState(false);
  const discard = useMutation({
    mutationFn: () => callDesktop('drafts.discard', { id: draft.id }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['drafts.list'] });
      goTo({ screen: 'scanning' });
    },
  });
  return (
    <>
      <Button onClick={() => { goTo({ screen: 'scanning' }); }}>{t('unfiled.others')}</Button>
      <Button danger disabled={draft.state !== 'open'} onClick={() => { setIsAsking(true); }}>{t('discard.act')}</Button>
      <Modal
        open={isAsking}
        title={t('discard.question')}
        okText={t('discard.confirm')}
        okButtonProps={{ danger: true }}
        confirmLoading={discard.isPending}
        onOk={() => { discard.mutate(); }}
        onCancel={() => { setIsAsking(false); }}
        destroyOnHidden
      >
        <p>{t('discard.consequence', { count: draft.pages.length + draft.removedPages.length })}</p>
        <ErrorNotice error={discard.error} />
      </Modal>
    </>
  );
}
