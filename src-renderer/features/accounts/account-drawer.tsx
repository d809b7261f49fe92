import { Drawer } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountId } from '#shared/domain/ids';
import { AccountPanel } from './account-panel.tsx';

/** One account and what may be done with it. Escape closes. */
export function AccountDrawer({ id, onClose }: { readonly id: AccountId | null; readonly onClose: () => void }): ReactElement {
  const { t } = useTranslation('accounts');
  return (
    <Drawer open={id !== null} size={680} title={t('drawer.title')} onClose={onClose} destroyOnHidden>
      {id === null ? null : <AccountPanel key={id} id={id} />}
    </Drawer>
  );
}
