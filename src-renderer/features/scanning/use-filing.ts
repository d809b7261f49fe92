import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Draft } from '#shared/domain/scanning';
import type { Material } from '#shared/domain/volume';
import { callDesktop } from '../../api/desktop.ts';
import { useFilingProgress } from './use-scan.ts';

export type Filing = {
  readonly isRunning: boolean;
  /** Sent so far, 0 to 1; null before the first byte. */
  readonly fraction: number | null;
  readonly error: unknown;
  readonly start: () => void;
};

type Options = { readonly flush: () => Promise<void>; readonly onNext: (next: Draft, filed: Material) => void };

/** Files this material and lays the next one on the desk, with the same class and the next number proposed. */
export function useFiling(draft: Draft, { flush, onNext }: Options): Filing {
  const client = useQueryClient();
  const progress = useFilingProgress(draft.id);
  const filing = useMutation({
    mutationFn: async () => {
      await flush();
      const material = await callDesktop('drafts.file', { id: draft.id });
      void client.invalidateQueries({ queryKey: ['volumes.get', { id: draft.volumeId }] });
      return { material, next: await beginNext(draft, material) };
    },
    onMutate: progress.restart,
    onSuccess: ({ material, next }) => {
      onNext(next, material);
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

async function beginNext({ volumeId, personId, personName }: Draft, { classCode, sequence }: Material): Promise<Draft> {
  const next = await callDesktop('drafts.create', { volumeId, personId, personName });
  return callDesktop('drafts.setRow', { id: next.id, row: { classCode, sequence: sequence + 1 } });
}
