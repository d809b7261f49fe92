import type { CSSProperties, KeyboardEvent, ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { PageArea } from '#shared/domain/print-region';
import { BoxHandles, edgesOf, type BoxEdge, type EdgeWords } from '../../ui/box-handles.tsx';
import { useDrag } from '../../ui/use-drag.ts';
import type { Extent } from '../../ui/viewer-geometry.ts';
import { moveArea, moveEdges, type Spot } from './region-geometry.ts';
import styles from './region-dialog.module.css';

type BoxProps = {
  readonly area: PageArea;
  /** From 1, as it is told. */
  readonly number: number;
  readonly sheet: Extent;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
  readonly onChange: (area: PageArea) => void;
  readonly onRemove: () => void;
};

const percent = (fraction: number): string => `${String(fraction * 100)}%`;
export const placeOf = ({ left, top, width, height }: PageArea): CSSProperties => ({ left: percent(left), top: percent(top), width: percent(width), height: percent(height) });

/** Regions are counted in pages. */
const unitOf = ({ width, height }: Extent): Spot => ({ x: width, y: height });

/** Half a hundredth of the page, with Shift five times as far. */
const steps = [0.005, 0.025] as const;
const stepOf = ({ shiftKey }: KeyboardEvent): number => steps[shiftKey ? 1 : 0];
const arrows: Readonly<Record<string, Spot>> = { ArrowLeft: { x: -1, y: 0 }, ArrowRight: { x: 1, y: 0 }, ArrowUp: { x: 0, y: -1 }, ArrowDown: { x: 0, y: 1 } };

/** One region: moved as a whole by hand or arrow keys, its edges by their handles. */
export function RegionBox({ area, number, sheet, isChosen, onChoose, onChange, onRemove }: BoxProps): ReactElement {
  const { t } = useTranslation('requests');
  const drag = useDrag(area, unitOf(sheet), (from, by) => { onChange(moveArea(from, by)); });
  /** In hundredths of the page. */
  const wordsOf = (edge: BoxEdge): EdgeWords => {
    const now = Math.round(edgesOf(area)[edge] * 1000) / 10;
    return { label: t(`regions.edge.${edge}`), now, most: 100, text: `${String(now)}%` };
  };
  const press = (event: KeyboardEvent): void => {
    const arrow = arrows[event.key];
    if (event.target !== event.currentTarget) return;
    if (event.key === 'Delete' || event.key === 'Backspace') onRemove();
    else if (arrow) onChange(moveArea(area, { x: arrow.x * stepOf(event), y: arrow.y * stepOf(event) }));
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className={styles['box']} style={placeOf(area)} data-region={number} data-chosen={isChosen} role="group" tabIndex={0} aria-label={t('regions.one', { number })} onFocus={onChoose} onKeyDown={press} {...drag}>
      <span className={styles['number']}>{number}</span>
      {isChosen ? <BoxHandles box={area} unit={unitOf(sheet)} steps={steps} wordsOf={wordsOf} onMove={(from, moves) => { onChange(moveEdges(from, moves)); }} /> : null}
    </div>
  );
}
