import { useEffect, useRef, useState, type PointerEvent, type ReactElement, type ReactNode } from 'react';
import { PagePicture, type ViewerPage } from '../../ui/page-picture.tsx';
import { turnExtent } from '../../ui/viewer-geometry.ts';
import styles from './page-stage.module.css';
import type { StageView } from './use-stage-view.ts';

const diameter = 280;
/** One pixel of the scan on one of the screen, or twice what is drawn where that is less. */
const scaleUnder = (scale: number): number => Math.max(1 / window.devicePixelRatio, scale * 2);

type Props = { readonly page: ViewerPage; readonly scale: number; readonly quarterTurns: number; readonly view: StageView; readonly children: ReactNode };

/** A round glass over the page: follows the pointer, or the keys that pan. Places are shares of the page as it lies. */
export function Magnifier({ page, scale, quarterTurns, view, children }: Props): ReactElement {
  const [spot, setSpot] = useState({ x: 0.5, y: 0.25 });
  const sheet = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const { moveMagnifier } = view;
    moveMagnifier.current = (across, down) => { setSpot(({ x, y }) => ({ x: clamp(x + across / 8), y: clamp(y + down / 8) })); };
    return () => { moveMagnifier.current = null; };
  }, [view]);
  const follow = (event: PointerEvent): void => {
    const box = sheet.current?.getBoundingClientRect();
    if (box) setSpot({ x: clamp((event.clientX - box.left) / box.width), y: clamp((event.clientY - box.top) / box.height) });
  };
  const extent = turnExtent({ width: page.widthPx, height: page.heightPx }, quarterTurns);
  const large = scaleUnder(scale);
  return (
    <div ref={sheet} className={styles['magnified']} onPointerMove={follow}>
      {children}
      <div className={styles['glass']} style={{ width: diameter, height: diameter, left: spot.x * extent.width * scale - diameter / 2, top: spot.y * extent.height * scale - diameter / 2 }} aria-hidden="true">
        <div style={{ transform: `translate(${String(diameter / 2 - spot.x * extent.width * large)}px, ${String(diameter / 2 - spot.y * extent.height * large)}px)`, width: 'max-content' }}>
          <PagePicture page={page} size="full" scale={large} quarterTurns={quarterTurns} />
        </div>
      </div>
    </div>
  );
}

const clamp = (share: number): number => Math.min(1, Math.max(0, share));
