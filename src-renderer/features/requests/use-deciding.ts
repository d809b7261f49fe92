import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import type { RequestId } from '#shared/domain/ids';
import type { RequestDetail } from '#shared/domain/view-request';
import { callDesktop } from '../../api/desktop.ts';
import { toGrantedMaterials, type Decision } from './decision.ts';

export type DecisionDone = { readonly kind: 'approved' | 'refused' | 'withdrawn'; readonly id: RequestId; readonly number: string };

export type DecisionAct =
  | { readonly kind: 'approved'; readonly decision: Decision; readonly note: string }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'withdrawn'; readonly reason: string };

/** Carries out one decision about this request; the lists are asked again whatever came of it. */
export function useDeciding(detail: RequestDetail, onDone: (done: DecisionDone) => void): UseMutationResult<unknown, Error, DecisionAct> {
  const queryClient = useQueryClient();
  const { id, number } = detail;
  return useMutation({
    mutationFn: (act: DecisionAct): Promise<unknown> => {
      switch (act.kind) {
        case 'approved':
          return callDesktop('requests.approve', {
            id,
            contentDigest: detail.contentDigest,
            minutes: act.decision.minutes ?? detail.minutes,
            copies: act.decision.copies ?? 1,
            materials: toGrantedMaterials(act.decision, detail.materials),
            note: act.note,
          });
        case 'refused':
          return callDesktop('requests.refuse', { id, reason: act.reason });
        case 'withdrawn':
          return callDesktop('requests.withdraw', { id, reason: act.reason });
      }
    },
    onSuccess: (_nothing, act) => { onDone({ kind: act.kind, id, number }); },
    onSettled: () => {
      void queryClient.invalidateQueries({ queryKey: ['requests.list'] });
      void queryClient.invalidateQueries({ queryKey: ['requests.get'] });
    },
  });
}
