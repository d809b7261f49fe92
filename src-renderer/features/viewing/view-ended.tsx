import { Button } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useNavigation } from '../../ui/place.ts';
import type { EndReason } from './view-state.ts';

/** Says plainly why the pages are gone. */
export function ViewEnded({ reason }: { readonly reason: EndReason }): ReactElement {
  const { t } = useTranslation(['viewing', 'common']);
  const { goTo } = useNavigation();
  return (
    <EmptyState
      isScreen
      title={t(`ended.${reason}.title`)}
      action={
        <Button
          type="primary"
          autoFocus
          onClick={() => {
            goTo({ screen: 'my-requests' });
          }}
        >
          {t('ended.toRequests')}
        </Button>
      }
    >
      {t(`ended.${reason}.lesson`)}
    </EmptyState>
  );
}
