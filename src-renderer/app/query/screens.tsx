import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { PrintRegisterScreen } from '../../features/printing/index.ts';
import { AmendScreen, ApplyScreen, BusinessScreen, MyRequestsScreen } from '../../features/requests/index.ts';
import { RosterScreen } from '../../features/roster/index.ts';
import { ReadingScreen } from '../../features/viewing/index.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useNavigation, type Place } from '../../ui/place.ts';

/** All that the edition has; nothing in it leads anywhere else. */
function drawScreen(place: Place): ReactElement | undefined {
  switch (place.screen) {
    case 'business':
      return <BusinessScreen />;
    case 'roster':
      return <RosterScreen />;
    case 'apply':
      return <ApplyScreen key={`${place.personId ?? ''} ${place.purpose ?? ''}`} />;
    case 'my-requests':
      return <MyRequestsScreen key={place.requestId ?? ''} preset={place.requestId} />;
    case 'amend':
      return <AmendScreen key={place.requestId} requestId={place.requestId} />;
    case 'reading':
      return <ReadingScreen key={place.requestId} requestId={place.requestId} />;
    case 'print-register':
      return <PrintRegisterScreen />;
    default:
      return undefined;
  }
}

export function QueryScreen({ hasTask }: { readonly hasTask: boolean }): ReactElement {
  const { t } = useTranslation();
  const { place } = useNavigation();
  const screen = hasTask ? drawScreen(place) : undefined;
  return screen ?? <EmptyState isScreen title={t('noTaskHere.title')}>{t('noTaskHere.lesson')}</EmptyState>;
}
