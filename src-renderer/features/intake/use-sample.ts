import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { BatchId } from '#shared/domain/ids';
import type { SampleItem } from '#shared/domain/intake';
import { callDesktop, useDesktopQuery } from '../../api/desktop.ts';

const open = { isPlaceRight: null, isPictureGood: null, note: '' } as const;

export type Judgement = { readonly isPlaceRight: boolean; readonly isPictureGood: boolean; readonly note: string };

export type Sample = {
  /** With what was answered here, even while it is still on its way. */
  readonly items: readonly SampleItem[];
  readonly isReady: boolean;
  readonly error: unknown;
  readonly refresh: () => void;
  readonly judge: (item: SampleItem, judgement: Judgement) => void;
  /** The page is open again, here and at the data centre. */
  readonly unjudge: (item: SampleItem) => void;
};

/** The drawn pages. A judgement counts at once and is sent behind the back; one that does not arrive is open again. */
export function useSample(batchId: BatchId): Sample {
  const client = useQueryClient();
  const answer = useDesktopQuery('intake.getSample', { id: batchId });
  const [given, setGiven] = useState<ReadonlyMap<string, Judgement | typeof open>>(new Map());
  const judging = useMutation({
    // One after the other: an answer that is taken back must not overtake itself.
    scope: { id: `sample ${batchId}` },
    mutationFn: ({ item, judgement }: { readonly item: SampleItem; readonly judgement: Judgement | null }) => (judgement ? callDesktop('intake.judge', { batchId, itemId: item.id, ...judgement }) : callDesktop('intake.unjudge', { batchId, itemId: item.id })),
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
    unjudge: item => {
      setGiven(known => new Map(known).set(item.id, open));
      judging.mutate({ item, judgement: null });
    },
  };
}

function without<Value>(known: ReadonlyMap<string, Value>, id: string): ReadonlyMap<string, Value> {
  const rest = new Map(known);
  rest.delete(id);
  return rest;
}
