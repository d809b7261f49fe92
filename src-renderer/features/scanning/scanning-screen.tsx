import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import type { DraftId } from '#shared/domain/ids';
import { callDesktop } from '../../api/desktop.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { useNavigation } from '../../ui/place.ts';
import { ScanningDesk } from './scanning-desk.tsx';
import { UnfiledMaterials } from './unfiled-materials.tsx';

/** Without a volume: what lies unfinished at this terminal. With one: its desk. */
export function ScanningScreen(): ReactElement | null {
  const { place } = useNavigation();
  if (place.screen !== 'scanning') return null;
  if (place.volumeId !== undefined) return <ScanningDesk key={place.volumeId} place={{ ...place, volumeId: place.volumeId }} />;
  if (place.draftId !== undefined) return <DeskOfDraft key={place.draftId} draftId={place.draftId} />;
  return <UnfiledMaterials />;
}

/** A material that is known by its id alone says which volume it belongs to. */
function DeskOfDraft({ draftId }: { readonly draftId: DraftId }): ReactElement | null {
  const draft = useQuery({ queryKey: ['desk', draftId], queryFn: () => callDesktop('drafts.get', { id: draftId }), gcTime: 0 });
  if (draft.error) return <ErrorNotice error={draft.error} alwaysRetry onRetry={() => void draft.refetch()} />;
  if (!draft.data) return null;
  const { volumeId, personId, personName } = draft.data;
  return <ScanningDesk key={volumeId} place={{ volumeId, personId, personName, draftId }} />;
}
