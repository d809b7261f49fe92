import { useTranslation } from 'react-i18next';
import { useKeys } from './keys.tsx';
import type { Zoom } from './viewer-geometry.ts';
import { changeLight, plainLight, type Light } from './viewer-light.ts';

export type ViewerControls = {
  /** 1 is the size of the paper. */
  readonly factor: number;
  readonly zoom: Zoom;
  readonly isSpread: boolean;
  readonly light: Light;
  readonly hasLens: boolean;
  readonly place: { readonly shown: readonly number[]; readonly count: number; readonly numbers: readonly number[] };
  readonly setZoom: (zoom: Zoom) => void;
  readonly zoomBy: (direction: 1 | -1) => void;
  readonly leaf: (direction: 1 | -1) => void;
  readonly goTo: (index: number) => void;
  readonly toggleSpread: () => void;
  readonly turn: (quarterTurns: 1 | -1) => void;
  readonly setLight: (light: Light) => void;
  readonly toggleLens: () => void;
};

/** The wheel with Ctrl and dragging need no key; they are said beside the keys that do the same. */
export function useViewerKeys(controls: ViewerControls, isActive: boolean): void {
  const { t } = useTranslation();
  const key = (label: string, run: () => void, ...keys: readonly string[]): { label: string; run: () => void; keys: readonly string[] } => ({ label, run, keys });
  useKeys(t('viewer.keys'), [
    key(t('viewer.next'), () => { controls.leaf(1); }, 'ArrowRight', 'PageDown'),
    key(t('viewer.previous'), () => { controls.leaf(-1); }, 'ArrowLeft', 'PageUp'),
    key(t('viewer.first'), () => { controls.goTo(0); }, 'Home'),
    key(t('viewer.last'), () => { controls.goTo(controls.place.count - 1); }, 'End'),
    key(t('viewer.zoomIn'), () => { controls.zoomBy(1); }, '+', '='),
    key(t('viewer.zoomOut'), () => { controls.zoomBy(-1); }, '-'),
    key(t('viewer.fitPage'), () => { controls.setZoom('page'); }, '0'),
    key(t('viewer.fitWidth'), () => { controls.setZoom('width'); }, 'W'),
    key(t('viewer.turn'), () => { controls.turn(1); }, 'R'),
    key(t('viewer.turnBack'), () => { controls.turn(-1); }, 'T'),
    key(t('viewer.spread'), () => { controls.toggleSpread(); }, 'D'),
    key(t('viewer.lens'), () => { controls.toggleLens(); }, 'M'),
    key(t('viewer.brighter'), () => { controls.setLight(changeLight(controls.light, 'brightness', 1)); }, '.'),
    key(t('viewer.darker'), () => { controls.setLight(changeLight(controls.light, 'brightness', -1)); }, ','),
    key(t('viewer.moreContrast'), () => { controls.setLight(changeLight(controls.light, 'contrast', 1)); }, "'"),
    key(t('viewer.lessContrast'), () => { controls.setLight(changeLight(controls.light, 'contrast', -1)); }, ';'),
    key(t('viewer.plainLight'), () => { controls.setLight(plainLight); }, '\\'),
  ], { isActive });
}
