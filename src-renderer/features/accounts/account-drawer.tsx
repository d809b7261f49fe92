import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountId } from '#shared/domain/ids';
import { PanelDrawer } from '../../ui/panel-drawer.tsx';
import type { AccountStart } from './account-detail.ts';
import { AccountPanel } from './account-panel.tsx';

type Props = { readonly id: AccountId | null; readonly start?: AccountStart; readonly onClose: () => void };

/** One account and what may be done with it. */
export function AccountDrawer({ id, start, onClose }: Props): ReactElement {
  const { t } = useTranslation('accounts');
  return (
    <PanelDrawer isOpen={id !== null} size={680} title={t('drawer.title')} onClose={onClose}>
      {id === null ? null : <AccountPanel key={id} id={id} {...(start === undefined ? {} : { start })} />}
    </PanelDrawer>
  );
}
