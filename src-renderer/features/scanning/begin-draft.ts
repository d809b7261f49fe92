import type { DraftId, PersonId, VolumeId } from '#shared/domain/ids';
import type { Draft } from '#shared/domain/scanning';
import { callDesktop } from '../../api/desktop.ts';

export type DeskPlace = { readonly volumeId: VolumeId; readonly personId?: PersonId; readonly personName?: string; readonly draftId?: DraftId };

/** The name comes with the place, so that scanning can begin while the data centre cannot be reached. */
export async function beginDraft({ volumeId, personId, personName }: DeskPlace): Promise<Draft> {
  if (personId !== undefined && personName !== undefined) return callDesktop('drafts.create', { volumeId, personId, personName });
  const volume = await callDesktop('volumes.get', { id: volumeId });
  return callDesktop('drafts.create', { volumeId, personId: volume.personId, personName: volume.personName });
}
