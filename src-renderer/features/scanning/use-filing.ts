import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { VolumeId } from '#shared/domain/ids';
import type { Draft } from '#shared/domain/scanning';
import type { Material } from '#shared/domain/volume';
import { AppError } from '#shared/errors/app-error';
import { callDesktop } from '../../api/desktop.ts';
import { useFilingProgress } from './use-scan.ts';

export type Filing = {
  readonly isRunning: boolean;
  /** Sent so far, 0 to 1; null before the first byte. */
  readonly fraction: number | null;
  readonly error: unknown;
  readonly start: () => void;
};

/** What has just left the desk, and into how many volumes. */
export type Filed = { readonly material: Material; readonly volumes: number };

type Options = { readonly flush: () => Promise<void>; readonly alsoInto: readonly VolumeId[]; readonly onNext: (next: Draft, filed: Filed) => void };

/** Files this material and lays the next one on the desk, with the same class and the next number proposed. */
export function useFiling(draft: Draft, { flush, alsoInto, onNext }: Options): Filing {
  const client = useQueryClient();
  const progress = useFilingProgress(draft.id);
  const filing = useMutation({
    mutationFn: async () => {
      await flush();
      const material = await fileInto(draft, alsoInto);
      void client.invalidateQueries({ queryKey: ['volumes.get'] });
      return { filed: { material, volumes: 1 + alsoInto.length }, next: await beginNext(draft, material) };
    },
    onMutate: progress.restart,
    onSuccess: ({ filed, next }) => {
      onNext(next, filed);
    },
    onSettled: () => {
      void client.invalidateQueries({ queryKey: ['drafts.list'] });
    },
  });
  return {
    isRunning: filing.isPending || draft.state === 'filing',
    fraction: progress.fraction,
    error: filing.error,
    start: () => {
      if (!filing.isPending) filing.mutate();
    },
  };
}

/** Into this volume, or into others as well; the row of this volume is what the desk goes on from. */
async function fileInto({ id, volumeId }: Draft, alsoInto: readonly VolumeId[]): Promise<Material> {
  if (alsoInto.length === 0) return callDesktop('drafts.file', { id });
  const { materials } = await callDesktop('drafts.fileLoose', { id, alsoInto: [...alsoInto] });
  const own = materials.find(one => one.volumeId === volumeId);
  if (!own) throw new AppError('internal', { reportId: '-' });
  return own.material;
}

async function beginNext({ volumeId, personId, personName }: Draft, { classCode, sequence }: Material): Promise<Draft> {
  const next = await callDesktop('drafts.create', { volumeId, personId, personName });
  return callDesktop('drafts.setRow', { id: next.id, row: { classCode, sequence: sequence + 1 } });
}
