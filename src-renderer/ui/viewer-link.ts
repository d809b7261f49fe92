import { useEffect, useRef, useState, type RefObject } from 'react';
import type { Zoom } from './viewer-geometry.ts';

/** What a viewer has in common with the one beside it: its size is told to it, and without `stages` each scrolls by itself. */
export type ViewerLink = { readonly zoom: Zoom; readonly setZoom: (zoom: Zoom) => void; readonly stages: Set<HTMLElement> | null };

/** Left and right; let go, each keeps the size it has. */
export function useViewerLinks(isLinked: boolean): readonly [ViewerLink, ViewerLink] {
  const [zooms, setZooms] = useState<readonly [Zoom, Zoom]>(['width', 'width']);
  const stages = useRef(new Set<HTMLElement>());
  const shared = isLinked ? stages.current : null;
  const [left, right] = zooms;
  return [
    { zoom: left, stages: shared, setZoom: zoom => { setZooms([zoom, isLinked ? zoom : right]); } },
    { zoom: right, stages: shared, setZoom: zoom => { setZooms([isLinked ? zoom : left, zoom]); } },
  ];
}

const roomOf = (stage: HTMLElement): { readonly across: number; readonly down: number } => ({ across: stage.scrollWidth - stage.clientWidth, down: stage.scrollHeight - stage.clientHeight });
const fraction = (place: number, room: number): number => (room > 0 ? place / room : 0);

/** The other page is at the same fraction of its way; pages are of different length. */
export function useLinkedScroll(stage: RefObject<HTMLElement | null>, link: ViewerLink | null): void {
  const stages = link?.stages;
  useEffect(() => {
    const own = stage.current;
    if (!own || !stages) return undefined;
    const follow = (): void => {
      // Moved by the other one, which must not be moved back by a rounding.
      if (own.dataset['followed'] === `${String(Math.round(own.scrollTop))},${String(Math.round(own.scrollLeft))}`) return;
      const room = roomOf(own);
      for (const other of stages) {
        if (other === own) continue;
        const otherRoom = roomOf(other);
        other.scrollTo({ top: fraction(own.scrollTop, room.down) * otherRoom.down, left: fraction(own.scrollLeft, room.across) * otherRoom.across });
        other.dataset['followed'] = `${String(Math.round(other.scrollTop))},${String(Math.round(other.scrollLeft))}`;
      }
      delete own.dataset['followed'];
    };
    stages.add(own);
    own.addEventListener('scroll', follow, { passive: true });
    return () => {
      stages.delete(own);
      own.removeEventListener('scroll', follow);
    };
  }, [stage, stages]);
}
