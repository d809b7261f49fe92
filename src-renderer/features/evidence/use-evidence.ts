import { useQueryClient } from '@tanstack/react-query';
import type { EvidenceContent, EvidenceSheet, PlacedEvidence } from '#shared/domain/evidence-sheet';
import type { PersonId } from '#shared/domain/ids';
import { useDesktopQuery } from '../../api/desktop.ts';
import { useAct } from '../../api/use-act.ts';

/** What is on the sheet, apart from how it is kept. */
export type Draft = Pick<EvidenceSheet, 'entries' | 'findings'>;

export type EvidenceDesk = {
  readonly sheet: EvidenceSheet | undefined;
  readonly error: unknown;
  readonly isSaving: boolean;
  readonly refresh: () => void;
  /** Saves at once: what was read out of a page is not lost with the window. */
  readonly save: (draft: Draft, onDone?: () => void) => void;
};

const contentOf = ({ entries, findings }: Draft): EvidenceContent => ({
  entries: entries.map(({ id, field, materialId, page, value, isAltered }: PlacedEvidence) => ({ id, field, materialId, page, value, isAltered })),
  findings,
});

/** One person's sheet as the data centre has it. */
export function useEvidence(personId: PersonId): EvidenceDesk {
  const queryClient = useQueryClient();
  const found = useDesktopQuery('evidence.get', { personId });
  const saving = useAct('evidence.save', sheet => { queryClient.setQueryData(['evidence.get', { personId }], sheet); });
  return {
    sheet: found.data,
    error: saving.error ?? found.error,
    isSaving: saving.isPending,
    refresh: () => {
      saving.reset();
      void found.refetch();
    },
    save: (draft, onDone) => {
      if (found.data) saving.mutate({ personId, version: found.data.version, content: contentOf(draft) }, { onSuccess: () => { onDone?.(); } });
    },
  };
}
