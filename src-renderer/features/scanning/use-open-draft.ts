import { useQuery } from '@tanstack/react-query';
import type { DraftId, PersonId, VolumeId } from '#shared/domain/ids';
import type { Draft } from '#shared/domain/scanning';
import { callDesktop } from '../../api/desktop.ts';

export type DeskPlace = { readonly volumeId: VolumeId; readonly personId?: PersonId; readonly personName?: string };

/** Takes up the newest material of this volume that lies on this terminal, or begins one. */
export function useOpenDraft(place: DeskPlace): { readonly draftId: DraftId | undefined; readonly error: unknown; readonly retry: () => void } {
  const answer = useQuery({
    queryKey: ['desk', place.volumeId],
    queryFn: () => openDraft(place),
    // Asked once per visit: what is filed or begun meanwhile is the desk's own doing.
    staleTime: Infinity,
    gcTime: 0,
  });
  return { draftId: answer.data, error: answer.error, retry: () => void answer.refetch() };
}

async function openDraft(place: DeskPlace): Promise<DraftId> {
  const { drafts } = await callDesktop('drafts.list', {});
  const mine = drafts.filter(({ volumeId }) => volumeId === place.volumeId).sort((a, b) => b.updatedAt.localeCompare(a.updatedAt));
  return mine[0]?.id ?? (await beginDraft(place)).id;
}

/** The name comes with the place, so that scanning can begin while the data centre cannot be reached. */
async function beginDraft({ volumeId, personId, personName }: DeskPlace): Promise<Draft> {
  if (personId !== undefined && personName !== undefined) return callDesktop('drafts.create', { volumeId, personId, personName });
  const volume = await callDesktop('volumes.get', { id: volumeId });
  return callDesktop('drafts.create', { volumeId, personId: volume.personId, personName: volume.personName });
}
