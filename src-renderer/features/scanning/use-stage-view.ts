import { useRef, type RefObject } from 'react';
import { useKeptState } from '../../ui/kept-state.tsx';
import { stepZoom, type Zoom } from '../../ui/viewer-geometry.ts';

type Kept = { readonly zoom: Zoom; readonly isTwoUp: boolean; readonly isMagnifying: boolean; readonly isAsScanned: boolean };

export type StageView = Kept & {
  readonly setZoom: (zoom: Zoom) => void;
  readonly zoomBy: (direction: 1 | -1) => void;
  readonly toggleTwoUp: () => void;
  readonly toggleMagnifier: () => void;
  /** The scan as it came, or what is made of it. */
  readonly toggleAsScanned: () => void;
  /** By shares of the room, or of the page under the magnifier. */
  readonly pan: (across: number, down: number) => void;
  readonly stage: RefObject<HTMLDivElement | null>;
  /** As drawn now; 1 is the size of the paper. Told by the stage. */
  readonly factor: RefObject<number>;
  /** Moves the magnifier; it is there only while it is on. */
  readonly moveMagnifier: RefObject<((across: number, down: number) => void) | null>;
};

const start: Kept = { zoom: 'page', isTwoUp: false, isMagnifying: false, isAsScanned: false };
const step = 0.8;

/** How pages are looked at: the same for one page after another, and after coming back to the desk. */
export function useStageView(): StageView {
  const [kept, setKept] = useKeptState<Kept>('scanning.view', start);
  const stage = useRef<HTMLDivElement>(null);
  const factor = useRef(1);
  const moveMagnifier = useRef<((across: number, down: number) => void) | null>(null);
  return {
    ...kept,
    stage,
    factor,
    moveMagnifier,
    setZoom: zoom => { setKept({ ...kept, zoom }); },
    zoomBy: direction => { setKept({ ...kept, zoom: stepZoom(factor.current, direction) }); },
    toggleTwoUp: () => { setKept({ ...kept, isTwoUp: !kept.isTwoUp }); },
    toggleMagnifier: () => { setKept({ ...kept, isMagnifying: !kept.isMagnifying }); },
    toggleAsScanned: () => { setKept({ ...kept, isAsScanned: !kept.isAsScanned }); },
    pan: (across, down) => {
      if (moveMagnifier.current) moveMagnifier.current(across, down);
      else stage.current?.scrollBy(across * step * stage.current.clientWidth, down * step * stage.current.clientHeight);
    },
  };
}
