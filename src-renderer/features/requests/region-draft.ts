import { useState } from 'react';
import type { PageId } from '#shared/domain/ids';
import { isNarrowedTo, mostRegions, type PageArea, type PrintRegion, type PrintRegions } from '#shared/domain/print-region';

export type RegionDraft = {
  readonly regions: PrintRegions;
  /** Index into `regions`; null while none is chosen. */
  readonly chosen: number | null;
  /** Why the last change was not taken. */
  readonly objection: 'beyond' | 'most' | null;
  readonly choose: (index: number | null) => void;
  readonly add: (pageId: PageId, area: PageArea) => void;
  readonly change: (index: number, area: PageArea) => void;
  readonly remove: (index: number) => void;
  readonly clear: () => void;
};

/** What is drawn until it is agreed to. `limit` is what an earlier step left: nothing goes beyond it. */
export function useRegionDraft(start: PrintRegions, limit: PrintRegions): RegionDraft {
  const [regions, setRegions] = useState(start);
  const [chosen, choose] = useState<number | null>(null);
  const [objection, setObjection] = useState<RegionDraft['objection']>(null);
  const isWithin = (region: PrintRegion): boolean => {
    const isLeft = isNarrowedTo(limit, [region]);
    setObjection(isLeft ? null : 'beyond');
    return isLeft;
  };
  return {
    regions,
    chosen,
    objection,
    choose,
    add: (pageId, area) => {
      const region = { pageId, ...area };
      if (regions.length >= mostRegions) setObjection('most');
      else if (isWithin(region)) {
        setRegions([...regions, region]);
        choose(regions.length);
      }
    },
    change: (index, area) => {
      const before = regions[index];
      const region = before && { ...before, ...area };
      if (region && isWithin(region)) setRegions(regions.with(index, region));
    },
    remove: index => {
      setObjection(null);
      setRegions(regions.filter((_region, at) => at !== index));
      choose(null);
    },
    clear: () => {
      setObjection(null);
      setRegions([]);
      choose(null);
    },
  };
}
