import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DraftId } from '#shared/domain/ids';
import { callDesktop } from '../../api/desktop.ts';
import type { DeskNote } from './desk-line.tsx';
import { collateBacks } from './page-orders.ts';
import type { RunResult } from './use-scan.ts';
import type { VolumeDesk } from './use-volume-desk.ts';

export type Backs = { readonly note: DeskNote | null; readonly expect: (draftId: DraftId | null) => void; readonly collate: (result: RunResult) => void };

/** 手动双面: the next run brings the backs of what lies in the material; once they are in, each goes behind its front. */
export function useBacks({ change }: VolumeDesk): Backs {
  const { t } = useTranslation('scanning');
  const [expected, setExpected] = useState<DraftId | null>(null);
  const [note, setNote] = useState<DeskNote | null>(null);
  const collate = async ({ draftId, pageIds }: RunResult): Promise<void> => {
    const { pages } = await callDesktop('drafts.get', { id: draftId });
    const isBack = new Set(pageIds);
    const order = pages.map(({ id }) => id);
    const [fronts, came] = [order.filter(id => !isBack.has(id)), order.filter(id => isBack.has(id))];
    const collated = collateBacks(fronts, came);
    if (!collated) setNote({ tone: 'warning', words: t('backs.unequal', { fronts: fronts.length, backs: came.length }) });
    else if (await change({ preview: drafts => drafts, call: () => callDesktop('drafts.reorderPages', { id: draftId, pageIds: [...collated] }) })) setNote({ tone: 'good', words: t('backs.collated', { count: collated.length }) });
  };
  return {
    note,
    expect: draftId => {
      setExpected(draftId);
      setNote(null);
    },
    collate: result => {
      if (expected !== result.draftId || result.pageIds.length === 0) return;
      setExpected(null);
      void collate(result);
    },
  };
}
