import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { AccountsScreen, HealthPanel } from '../features/accounts/index.ts';
import { TodoScreen } from '../features/administration/index.ts';
import { AccessScreen, AuditScreen, PatternsScreen, ProofScreen, ReportScreen } from '../features/audit/index.ts';
import { CatalogueScreen } from '../features/catalogues/index.ts';
import { CircleAccountScreen, CirclesScreen } from '../features/circles/index.ts';
import { DelegationsScreen } from '../features/delegations/index.ts';
import { PartnersScreen } from '../features/partners/index.ts';
import { FaultsScreen } from '../features/faults/index.ts';
import { BatchesScreen, BatchScreen, CheckRulesScreen, PackageScreen, SamplingScreen } from '../features/intake/index.ts';
import { KeysScreen } from '../features/keys/index.ts';
import { MediaScreen } from '../features/media/index.ts';
import { PolicyPanel } from '../features/policy/index.ts';
import { PrintRegisterScreen } from '../features/printing/index.ts';
import { AmendScreen, ApplyScreen, BusinessScreen, InboxScreen, MyRequestsScreen } from '../features/requests/index.ts';
import { RosterScreen } from '../features/roster/index.ts';
import { RoutesScreen } from '../features/routes/index.ts';
import { ScanProfilesScreen } from '../features/scan-profiles/index.ts';
import { ScanningScreen } from '../features/scanning/index.ts';
import { StripsScreen } from '../features/strips/index.ts';
import { TerminalsScreen } from '../features/terminals/index.ts';
import { TraceScreen } from '../features/tracing/index.ts';
import { ReadingScreen } from '../features/viewing/index.ts';
import { VolumeScreen } from '../features/volumes/index.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { useNavigation, type Place } from '../ui/place.ts';

type Screens = { readonly [Name in Place['screen']]: (place: Extract<Place, { readonly screen: Name }>) => ReactElement };

/** A new place of the same kind starts its screen afresh. */
const screens: Screens = {
  roster: () => <RosterScreen />,
  volume: ({ volumeId }) => <VolumeScreen key={volumeId} volumeId={volumeId} />,
  catalogue: ({ volumeId }) => <CatalogueScreen key={volumeId} volumeId={volumeId} />,
  scanning: () => <ScanningScreen />,
  intake: () => <BatchesScreen />,
  batch: ({ batchId }) => <BatchScreen key={batchId} batchId={batchId} />,
  package: ({ packageId }) => <PackageScreen key={packageId} packageId={packageId} />,
  sampling: ({ batchId }) => <SamplingScreen key={batchId} batchId={batchId} />,
  'check-rules': ({ version }) => <CheckRulesScreen version={version} />,
  media: () => <MediaScreen />,
  strips: () => <StripsScreen />,
  business: () => <BusinessScreen />,
  apply: ({ personId, purpose }) => <ApplyScreen key={`${personId ?? ''} ${purpose ?? ''}`} />,
  'my-requests': ({ requestId }) => <MyRequestsScreen key={requestId ?? ''} preset={requestId} />,
  amend: ({ requestId }) => <AmendScreen key={requestId} requestId={requestId} />,
  inbox: ({ requestId }) => <InboxScreen key={requestId ?? ''} />,
  delegations: () => <DelegationsScreen />,
  reading: ({ requestId }) => <ReadingScreen key={requestId} requestId={requestId} />,
  'print-register': () => <PrintRegisterScreen />,
  todo: () => <TodoScreen />,
  accounts: () => <AccountsScreen />,
  health: () => <HealthPanel />,
  terminals: () => <TerminalsScreen />,
  keys: () => <KeysScreen />,
  circles: () => <CirclesScreen />,
  policy: () => <PolicyPanel />,
  'scan-profiles': () => <ScanProfilesScreen />,
  faults: () => <FaultsScreen />,
  partners: () => <PartnersScreen />,
  routes: () => <RoutesScreen />,
  audit: ({ link }) => <AuditScreen key={JSON.stringify(link ?? null)} link={link} />,
  'audit-access': () => <AccessScreen />,
  'audit-patterns': () => <PatternsScreen />,
  'audit-report': () => <ReportScreen />,
  traces: () => <TraceScreen />,
  'circle-account': () => <CircleAccountScreen />,
  'audit-proof': () => <ProofScreen />,
};

/** The one thing in the middle. */
export function Screen({ hasTask }: { readonly hasTask: boolean }): ReactElement {
  const { t } = useTranslation();
  const { place } = useNavigation();
  if (!hasTask) return <EmptyState isScreen title={t('noTask.title')}>{t('noTask.lesson')}</EmptyState>;
  return screens[place.screen](place as never); // `as`: the table pairs each kind of place with its own screen
}
