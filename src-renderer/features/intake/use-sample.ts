import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { BatchId } from '#shared/domain/ids';
import type { SampleItem } from '#shared/domain/intake';
import { callDesktop, useDesktopQuery } from '../../api/desktop.ts';

export type Judgement = { readonly isPlaceRight: boolean; readonly isPictureGood: boolean; readonly note: string };

export type Sample = {
  /** With what was answered here, even while it is still on its way. */
  readonly items: readonly SampleItem[];
  readonly isReady: boolean;
  readonly error: unknown;
  readonly refresh: () => void;
  readonly judge: (item: SampleItem, judgement: Judgement) => void;
};

/** The drawn pages. A judgement counts at once and is sent behind the back; one that does not arrive is open again. */
export function useSample(batchId: BatchId): Sample {
  const client = useQueryClient();
  const answer = useDesktopQuery('intake.getSample', { id: batchId });
  const [given, setGiven] = useState<ReadonlyMap<string, Judgement>>(new Map());
  const judging = useMutation({
    mutationFn: ({ item, judgement }: { readonly item: SampleItem; readonly judgement: Judgement }) => callDesktop('intake.judge', { batchId, itemId: item.id, ...judgement }),
    onError: (_error, { item }) => { setGiven(known => without(known, item.id)); },
    onSettled: () => void client.invalidateQueries({ queryKey: ['intake.getBatch', { id: batchId }] }),
  });
  const items = (answer.data?.items ?? []).map(item => ({ ...item, ...given.get(item.id) }));
  return {
    items,
    isReady: answer.isSuccess,
    error: answer.error ?? judging.error,
    refresh: () => void answer.refetch(),
    judge: (item, judgement) => {
      setGiven(known => new Map(known).set(item.id, judgement));
      judging.mutate({ item, judgement });
    },
  };
}

function without(known: ReadonlyMap<string, Judgement>, id: string): ReadonlyMap<string, Judgement> {
  const rest = new Map(known);
  rest.delete(id);
  return rest;
}
