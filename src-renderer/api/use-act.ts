import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import type { z } from 'zod';
import type { DesktopApi } from '#shared/contract/desktop-api';
import { callDesktop } from './desktop.ts';

type Input<Name extends keyof DesktopApi> = z.input<DesktopApi[Name]['input']>;
type Output<Name extends keyof DesktopApi> = z.output<DesktopApi[Name]['output']>;

/** Carries out an act that changes what several lists show: all are asked again whatever came of it. */
export function useAct<Name extends keyof DesktopApi>(
  name: Name,
  onDone: (answer: Output<Name>, input: Input<Name>) => void = () => undefined,
): UseMutationResult<Output<Name>, Error, Input<Name>> {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (input: Input<Name>) => callDesktop(name, input),
    onSuccess: onDone,
    onSettled: () => void queryClient.invalidateQueries(),
    gcTime: 0, // an answer may be a secret that is told once
  });
}
