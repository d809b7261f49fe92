import type { PersonId, VolumeId } from '#shared/domain/ids';

/** One more person who gets the material, and the volume it goes into. */
export type LooseTarget = {
  readonly personId: PersonId;
  readonly name: string;
  readonly about: string;
  readonly volumeId: VolumeId;
  readonly volumes: readonly { readonly id: VolumeId; readonly kind: 'original' | 'duplicate'; readonly ordinal: number }[];
};
