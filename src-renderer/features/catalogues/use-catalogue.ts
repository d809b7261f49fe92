import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { CatalogueView } from '#shared/contract/server/catalogue-operations';
import { usualSetting, type CatalogueSetting, type CatalogueTemplateName } from '#shared/domain/catalogue-sheets/catalogue-book';
import type { CataloguePrint, CataloguePrintId } from '#shared/domain/catalogue-sheets/catalogue-print';
import { IdempotencyKey, type VolumeId } from '#shared/domain/ids';
import { callDesktop } from '../../api/desktop.ts';
import { useAct } from '../../api/use-act.ts';

export type Wish = { readonly template: CatalogueTemplateName; readonly way: 'continue' | 'whole'; readonly setting: CatalogueSetting; readonly anew: readonly number[] };

export type CatalogueState = {
  readonly wish: Wish;
  readonly change: (wish: Partial<Wish>) => void;
  readonly view: CatalogueView | undefined;
  readonly isStale: boolean;
  /** A print whose sheets nobody has counted yet: nothing else is printed before. */
  readonly open: CataloguePrint | undefined;
  readonly isPrinting: boolean;
  readonly error: unknown;
  readonly retry: () => void;
  readonly print: (printerName: string) => void;
  readonly cancel: () => void;
  readonly count: (id: CataloguePrintId, goodSheets: number) => void;
};

/** One volume's catalogue from the look at it to its last good sheet. */
export function useCatalogue(volumeId: VolumeId): CatalogueState {
  const [wish, setWish] = useState<Wish>({ template: 'since-2012', way: 'continue', setting: usualSetting, anew: [] });
  const [key, setKey] = useState(newKey);
  const [running, setRunning] = useState<CataloguePrintId | null>(null);
  const plan = useQuery({ queryKey: ['catalogues.plan', volumeId, wish], queryFn: () => callDesktop('catalogues.plan', { volumeId, ...wish, anew: [...wish.anew] }), placeholderData: keepPreviousData });
  const ended = (): void => {
    setRunning(null);
    setWish(before => ({ ...before, way: 'continue', anew: [] }));
  };
  const print = useAct('catalogues.print');
  const count = useAct('catalogues.confirmGood', ended);
  const cancel = useAct('catalogues.cancelPrint');
  const prepare = useAct('catalogues.prepare');
  const send = (printerName: string): void => {
    prepare.mutate(
      { volumeId, ...wish, anew: [...wish.anew], idempotencyKey: key },
      {
        onSuccess: ({ id }) => {
          setKey(newKey());
          setRunning(id);
          print.mutate({ id, printerName }, { onSettled: ended });
        },
      },
    );
  };
  const isPrinting = prepare.isPending || print.isPending;
  return {
    wish,
    change: changed => { setWish(before => ({ ...before, ...changed })); },
    view: plan.data,
    isStale: plan.isPlaceholderData,
    open: isPrinting ? undefined : plan.data?.prints.find(({ template, state }) => template === wish.template && (state === 'counting' || state === 'printing')),
    isPrinting,
    error: plan.error ?? print.error ?? prepare.error ?? count.error ?? cancel.error,
    retry: () => void plan.refetch(),
    print: send,
    cancel: () => {
      if (running !== null) cancel.mutate({ id: running });
    },
    count: (id, goodSheets) => {
      print.reset();
      count.mutate({ id, goodSheets });
    },
  };
}

function newKey(): IdempotencyKey {
  return IdempotencyKey.parse(crypto.randomUUID());
}
