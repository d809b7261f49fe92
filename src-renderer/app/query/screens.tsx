import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { PrintRegisterScreen } from '../../features/printing/index.ts';
import { AmendScreen, ApplyScreen, BusinessScreen, MyRequestsScreen } from '../../features/requests/index.ts';
import { RosterScreen } from '../../features/roster/index.ts';
import { ReadingScreen } from '../../features/viewing/index.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useNavigation, type Place } from '../../ui/place.ts';

type Screens = { readonly [Name in Place['screen']]?: (place: Extract<Place, { readonly screen: Name }>) => ReactElement };

/** All that the edition has; nothing in it leads anywhere else. */
const screens: Screens = {
  business: () => <BusinessScreen />,
  roster: () => <RosterScreen />,
  apply: ({ personId, purpose }) => <ApplyScreen key={`${personId ?? ''} ${purpose ?? ''}`} />,
  'my-requests': ({ requestId }) => <MyRequestsScreen key={requestId ?? ''} preset={requestId} />,
  amend: ({ requestId }) => <AmendScreen key={requestId} requestId={requestId} />,
  reading: ({ requestId }) => <ReadingScreen key={requestId} requestId={requestId} />,
  'print-register': () => <PrintRegisterScreen />,
};

export function QueryScreen({ hasTask }: { readonly hasTask: boolean }): ReactElement {
  const { t } = useTranslation();
  const { place } = useNavigation();
  const screen = hasTask ? screens[place.screen]?.(place as never) : undefined; // `as`: the table pairs each kind of place with its own screen
  return screen ?? <EmptyState isScreen title={t('noTaskHere.title')}>{t('noTaskHere.lesson')}</EmptyState>;
}
