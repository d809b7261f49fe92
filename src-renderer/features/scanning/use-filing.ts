import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { DraftId, VolumeId } from '#shared/domain/ids';
import type { Draft, DraftRow } from '#shared/domain/scanning';
import type { Material } from '#shared/domain/volume';
import { AppError } from '#shared/errors/app-error';
import { callDesktop, useDesktopEvent } from '../../api/desktop.ts';

/** What goes to the data centre: the material with its row, into this volume and perhaps into others. */
export type FilingOrder = { readonly draft: Draft; readonly row: DraftRow; readonly alsoInto: readonly VolumeId[] };

export type FilingState =
  /** `fraction` of the bytes that are sent, null before the first. */
  | { readonly kind: 'running'; readonly fraction: number | null }
  | { readonly kind: 'failed'; readonly error: unknown };

/** What has just left the desk, and into how many volumes. */
export type Filed = { readonly material: Material; readonly volumes: number };

export type Filing = {
  readonly stateOf: (draft: Draft) => FilingState | undefined;
  readonly start: (order: FilingOrder) => void;
  readonly dismiss: (id: DraftId) => void;
  /** The newest that arrived at the data centre. */
  readonly filed: Filed | null;
};

type States = ReadonlyMap<DraftId, FilingState>;

/** Files one material after another while the next ones are scanned already; what fails stays on the desk and says why. */
export function useFiling(onFiled: (id: DraftId) => void): Filing {
  const client = useQueryClient();
  const [states, setStates] = useState<States>(new Map());
  const [filed, setFiled] = useState<Filed | null>(null);
  // One at a time: each takes its number in the catalogue before the next is sent.
  const queue = useRef<Promise<unknown>>(Promise.resolve());
  const set = (id: DraftId, state: FilingState | null): void => { setStates(known => withState(known, id, state)); };
  useDesktopEvent('draft.filing-progressed', ({ draftId, sentBytes, totalBytes }) => {
    set(draftId, { kind: 'running', fraction: totalBytes > 0 ? sentBytes / totalBytes : null });
  });
  const file = async ({ draft, row, alsoInto }: FilingOrder): Promise<void> => {
    try {
      await callDesktop('drafts.setRow', { id: draft.id, row });
      const material = await fileInto(draft, alsoInto);
      set(draft.id, null);
      setFiled({ material, volumes: 1 + alsoInto.length });
      onFiled(draft.id);
    } catch (error) {
      set(draft.id, { kind: 'failed', error });
    }
    void client.invalidateQueries({ queryKey: ['volumes.get'] });
    void client.invalidateQueries({ queryKey: ['drafts.list'] });
  };
  return {
    stateOf: ({ id, state }) => states.get(id) ?? (state === 'filing' ? { kind: 'running', fraction: null } : undefined),
    start: order => {
      set(order.draft.id, { kind: 'running', fraction: null });
      setFiled(null);
      queue.current = queue.current.then(() => file(order));
    },
    dismiss: id => { set(id, null); },
    filed,
  };
}

function withState(states: States, id: DraftId, state: FilingState | null): States {
  const next = new Map(states);
  if (state) next.set(id, state);
  else next.delete(id);
  return next;
}

/** Into this volume, or into others as well; the row of this volume is what the desk goes on from. */
async function fileInto({ id, volumeId }: Draft, alsoInto: readonly VolumeId[]): Promise<Material> {
  if (alsoInto.length === 0) return callDesktop('drafts.file', { id });
  const { materials } = await callDesktop('drafts.fileLoose', { id, alsoInto: [...alsoInto] });
  const own = materials.find(one => one.volumeId === volumeId);
  if (!own) throw new AppError('internal', { reportId: '-' });
  return own.material;
}
