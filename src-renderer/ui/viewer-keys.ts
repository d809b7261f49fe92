import { useTranslation } from 'react-i18next';
import { useKeys } from './keys.tsx';
import type { Zoom } from './viewer-geometry.ts';
import { changeLight, plainLight, type Light } from './viewer-light.ts';

/** How pages are shown. */
export type ViewerLook = {
  /** 1 is the size of the paper. */
  readonly factor: number;
  readonly zoom: Zoom;
  readonly isSpread: boolean;
  readonly light: Light;
  readonly hasLens: boolean;
};

export type ViewerActs = {
  readonly setZoom: (zoom: Zoom) => void;
  readonly zoomBy: (direction: 1 | -1) => void;
  readonly leaf: (direction: 1 | -1) => void;
  readonly goTo: (index: number) => void;
  readonly toggleSpread: () => void;
  readonly turn: (quarterTurns: 1 | -1) => void;
  readonly setLight: (light: Light) => void;
  readonly toggleLens: () => void;
};

type Controls = { readonly light: Light; readonly count: number; readonly acts: ViewerActs };

/** The wheel with Ctrl and dragging need no key; they are said beside the keys that do the same. */
export function useViewerKeys({ light, count, acts }: Controls, isActive: boolean): void {
  const { t } = useTranslation();
  const key = (label: string, run: () => void, ...keys: readonly string[]): { label: string; run: () => void; keys: readonly string[] } => ({ label, run, keys });
  useKeys(t('viewer.keys'), [
    key(t('viewer.next'), () => { acts.leaf(1); }, 'ArrowRight', 'PageDown'),
    key(t('viewer.previous'), () => { acts.leaf(-1); }, 'ArrowLeft', 'PageUp'),
    key(t('viewer.first'), () => { acts.goTo(0); }, 'Home'),
    key(t('viewer.last'), () => { acts.goTo(count - 1); }, 'End'),
    key(t('viewer.zoomIn'), () => { acts.zoomBy(1); }, '+', '='),
    key(t('viewer.zoomOut'), () => { acts.zoomBy(-1); }, '-'),
    key(t('viewer.fitPage'), () => { acts.setZoom('page'); }, '0'),
    key(t('viewer.fitWidth'), () => { acts.setZoom('width'); }, 'W'),
    key(t('viewer.turn'), () => { acts.turn(1); }, 'R'),
    key(t('viewer.turnBack'), () => { acts.turn(-1); }, 'T'),
    key(t('viewer.spread'), () => { acts.toggleSpread(); }, 'D'),
    key(t('viewer.lens'), () => { acts.toggleLens(); }, 'M'),
    key(t('viewer.brighter'), () => { acts.setLight(changeLight(light, 'brightness', 1)); }, '.'),
    key(t('viewer.darker'), () => { acts.setLight(changeLight(light, 'brightness', -1)); }, ','),
    key(t('viewer.moreContrast'), () => { acts.setLight(changeLight(light, 'contrast', 1)); }, "'"),
    key(t('viewer.lessContrast'), () => { acts.setLight(changeLight(light, 'contrast', -1)); }, ';'),
    key(t('viewer.plainLight'), () => { acts.setLight(plainLight); }, '\\'),
  ], { isActive });
}
