import { useState } from 'react';
import type { UnitId, VolumeId } from '#shared/domain/ids';
import type { StripVolume } from '#shared/domain/strip-job';
import { useDesktopQuery } from '../../api/desktop.ts';
import { useDebounced } from '../../ui/debounced.ts';

const restMs = 150;
export type CopyKind = 'original' | 'duplicate' | null;

export type Choice = {
  readonly query: string;
  readonly setQuery: (query: string) => void;
  readonly unitId: UnitId | null;
  readonly setUnitId: (unitId: UnitId | null) => void;
  readonly copy: CopyKind;
  readonly setCopy: (copy: CopyKind) => void;
  readonly volumes: readonly StripVolume[];
  readonly total: number;
  readonly chosen: readonly StripVolume[];
  readonly isChosen: (id: VolumeId) => boolean;
  readonly toggle: (id: VolumeId) => void;
  readonly toggleAll: () => void;
  readonly error: unknown;
};

/** Everything that the filter finds, less what was taken out by hand. */
export function useChoice(): Choice {
  const [query, setQuery] = useState('');
  const [unitId, setUnitId] = useState<UnitId | null>(null);
  const [copy, setCopy] = useState<CopyKind>(null);
  const [left, setLeft] = useState<ReadonlySet<VolumeId>>(new Set());
  const found = useDesktopQuery('strips.findVolumes', { query: useDebounced(query, restMs).trim(), unitId, copy }, { keepPrevious: true });
  const volumes = found.data?.volumes ?? [];
  const chosen = volumes.filter(({ volumeId }) => !left.has(volumeId));
  return {
    ...{ query, setQuery, unitId, setUnitId, copy, setCopy, volumes, chosen },
    total: found.data?.total ?? 0,
    isChosen: id => !left.has(id),
    toggle: id => { setLeft(before => (before.has(id) ? new Set([...before].filter(each => each !== id)) : new Set([...before, id]))); },
    toggleAll: () => { setLeft(chosen.length === 0 ? new Set() : new Set(volumes.map(({ volumeId }) => volumeId))); },
    error: found.error,
  };
}
