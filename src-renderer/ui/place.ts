import { createContext, useContext } from 'react';
import type { BatchId, DraftId, PackageId, PersonId, RequestId, VolumeId } from '#shared/domain/ids';
import type { EventLink } from '#shared/domain/oversight';
import type { Purpose } from '#shared/domain/purpose';

/** Where the user is. Kept in memory, not in the address bar: browsers write addresses to disk. */
export type Place =
  | { readonly screen: 'roster' }
  | { readonly screen: 'volume'; readonly volumeId: VolumeId }
  | { readonly screen: 'catalogue'; readonly volumeId: VolumeId }
  | { readonly screen: 'scanning'; readonly volumeId?: VolumeId; readonly personId?: PersonId; readonly personName?: string; readonly draftId?: DraftId }
  | { readonly screen: 'intake' }
  | { readonly screen: 'batch'; readonly batchId: BatchId }
  | { readonly screen: 'package'; readonly packageId: PackageId }
  | { readonly screen: 'sampling'; readonly batchId: BatchId }
  | { readonly screen: 'check-rules'; readonly version?: number }
  | { readonly screen: 'media' }
  | { readonly screen: 'strips' }
  | { readonly screen: 'business' }
  | { readonly screen: 'apply'; readonly personId?: PersonId; readonly purpose?: Purpose }
  | { readonly screen: 'my-requests'; readonly requestId?: RequestId }
  | { readonly screen: 'amend'; readonly requestId: RequestId }
  | { readonly screen: 'inbox'; readonly requestId?: RequestId }
  | { readonly screen: 'delegations' }
  | { readonly screen: 'reading'; readonly requestId: RequestId }
  | { readonly screen: 'print-register' }
  | { readonly screen: 'todo' }
  | { readonly screen: 'accounts' }
  | { readonly screen: 'health' }
  | { readonly screen: 'terminals' }
  | { readonly screen: 'keys' }
  | { readonly screen: 'circles' }
  | { readonly screen: 'policy' }
  | { readonly screen: 'scan-profiles' }
  | { readonly screen: 'faults' }
  | { readonly screen: 'partners' }
  | { readonly screen: 'routes' }
  | { readonly screen: 'audit'; readonly link?: LogLink }
  | { readonly screen: 'audit-access' }
  | { readonly screen: 'audit-patterns' }
  | { readonly screen: 'audit-report' }
  | { readonly screen: 'traces' }
  | { readonly screen: 'circle-account' }
  | { readonly screen: 'audit-proof' };

/** Rows of the audit log that another screen speaks of. */
export type LogLink = Partial<EventLink> & { readonly officerName?: string; readonly object?: string; readonly archiveNumber?: string };

export type Navigation = { readonly place: Place; readonly goTo: (place: Place) => void; readonly goBack: () => void };

export const NavigationContext = createContext<Navigation | null>(null);

export function useNavigation(): Navigation {
  const navigation = useContext(NavigationContext);
  if (!navigation) throw new Error('useNavigation outside its provider');
  return navigation;
}
