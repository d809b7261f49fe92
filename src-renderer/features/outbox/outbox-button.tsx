import { SendOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesktopEvent, useDesktopQuery } from '../../api/desktop.ts';
import { PanelDrawer } from '../../ui/panel-drawer.tsx';
import { OutboxList } from './outbox-list.tsx';

/** What the outbox may change when something leaves it. */
const changed = ['requests.list', 'drafts.list', 'volumes.get'];

/** There only while something waits. */
export function OutboxButton(): ReactElement | null {
  const { t } = useTranslation('outbox');
  const client = useQueryClient();
  const [isOpen, setIsOpen] = useState(false);
  const outbox = useDesktopQuery('outbox.list', {});
  useDesktopEvent('outbox.changed', () => {
    void outbox.refetch();
    for (const name of changed) void client.invalidateQueries({ queryKey: [name] });
  });
  const commands = outbox.data?.commands ?? [];
  if (commands.length === 0 && !isOpen) return null;
  return (
    <>
      <Button size="small" icon={<SendOutlined />} data-act="outbox" onClick={() => { setIsOpen(true); }}>
        {t('button', { count: commands.length })}
      </Button>
      <PanelDrawer isOpen={isOpen} title={t('title')} size={440} onClose={() => { setIsOpen(false); }}>
        <OutboxList commands={commands} />
      </PanelDrawer>
    </>
  );
}
