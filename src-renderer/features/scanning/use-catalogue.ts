import { useState } from 'react';
import type { DraftId, VolumeId } from '#shared/domain/ids';
import type { KnownPlace } from '#shared/domain/next-material';
import type { Draft } from '#shared/domain/scanning';
import type { Volume } from '#shared/domain/volume';
import { useKeptState } from '../../ui/kept-state.tsx';
import type { LooseTarget } from './loose-target.ts';
import { materialPages } from './material-pages.ts';
import { proposeRows, type ProposedRow } from './row-proposals.ts';
import { listObstacles, type Obstacle } from './row-rules.ts';
import type { RowDesk } from './use-typed-row.ts';

/** What was filed last into this volume. */
export type Last = KnownPlace & { readonly title: string };

type Input = { readonly volume: Volume | undefined; readonly volumeId: VolumeId; readonly drafts: readonly Draft[]; readonly draft: Draft; readonly typed: RowDesk };

export type Catalogue = {
  readonly rows: ReadonlyMap<DraftId, ProposedRow>;
  readonly rowOf: (draft: Draft) => ProposedRow;
  readonly obstaclesOf: (draft: Draft, isScanning: boolean) => readonly Obstacle[];
  readonly last: Last | null;
  readonly setLast: (last: Last) => void;
  /** Who gets the material in hand as well. */
  readonly loose: readonly LooseTarget[];
  readonly setLoose: (targets: readonly LooseTarget[]) => void;
};

/** The rows of the desk beside those that the volume has already. */
export function useCatalogue({ volume, volumeId, drafts, draft, typed }: Input): Catalogue {
  const [last, setLast] = useKeptState<Last | null>(`scanning.last.${volumeId}`, null);
  const [loose, setLoose] = useState<{ readonly draftId: DraftId; readonly targets: readonly LooseTarget[] } | null>(null);
  const targets = loose?.draftId === draft.id ? loose.targets : [];
  const materials = volume?.materials ?? [];
  const rows = proposeRows(drafts, { materials, last, typed: { id: draft.id, row: typed.row } });
  const rowOf = (each: Draft): ProposedRow => rows.get(each.id) ?? { ...typed.row, because: 'typed', isCountProposed: false };
  return {
    rows,
    rowOf,
    obstaclesOf: (each, isScanning) =>
      listObstacles(rowOf(each), {
        isLoose: each.id === draft.id && targets.length > 0,
        imageCount: materialPages(each).length,
        isScanning,
        materials: [...materials, ...drafts.filter(({ id }) => id !== each.id).flatMap(typedPlace)],
      }),
    last,
    setLast,
    loose: targets,
    setLoose: next => { setLoose({ draftId: draft.id, targets: next }); },
  };
}

/** Only what was typed takes a number: proposals give way. */
function typedPlace({ row: { classCode, sequence } }: Draft): readonly KnownPlace[] {
  return classCode === undefined || sequence === undefined ? [] : [{ classCode, sequence }];
}
