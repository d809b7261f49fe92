import type { CSSProperties, KeyboardEvent, ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { PageArea } from '#shared/domain/print-region';
import { useDrag } from '../../ui/use-drag.ts';
import type { Extent } from '../../ui/viewer-geometry.ts';
import { areaEdges, moveArea, moveEdges, type AreaEdge, type AreaMoves, type Spot } from './region-geometry.ts';
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
const stepOf = ({ shiftKey }: KeyboardEvent): number => (shiftKey ? 0.025 : 0.005);
const arrows: Readonly<Record<string, Spot>> = { ArrowLeft: { x: -1, y: 0 }, ArrowRight: { x: 1, y: 0 }, ArrowUp: { x: 0, y: -1 }, ArrowDown: { x: 0, y: 1 } };

/** One region: moved as a whole by hand or arrow keys, its edges by their handles. */
export function RegionBox({ area, number, sheet, isChosen, onChoose, onChange, onRemove }: BoxProps): ReactElement {
  const { t } = useTranslation('requests');
  const drag = useDrag(area, unitOf(sheet), (from, by) => { onChange(moveArea(from, by)); });
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
      {isChosen ? areaEdges.map(edge => <EdgeHandle key={edge} edge={edge} area={area} sheet={sheet} onChange={onChange} />) : null}
      {isChosen ? corners.map(([side, end]) => <CornerHandle key={`${side}-${end}`} side={side} end={end} area={area} sheet={sheet} onChange={onChange} />) : null}
    </div>
  );
}

type HandleProps = Pick<BoxProps, 'area' | 'sheet' | 'onChange'>;

const isAcross = (edge: AreaEdge): boolean => edge === 'left' || edge === 'right';
const edgePlace = ({ left, top, width, height }: PageArea): Readonly<Record<AreaEdge, number>> => ({ left, top, right: left + width, bottom: top + height });

/** Hundredths of the page, told as a slider. */
function EdgeHandle({ edge, area, sheet, onChange }: HandleProps & { readonly edge: AreaEdge }): ReactElement {
  const { t } = useTranslation('requests');
  const drag = useDrag(area, unitOf(sheet), (from, { x, y }) => { onChange(moveEdges(from, { [edge]: isAcross(edge) ? x : y })); });
  const place = Math.round(edgePlace(area)[edge] * 1000) / 10;
  const press = (event: KeyboardEvent): void => {
    const arrow = arrows[event.key];
    const direction = arrow && (isAcross(edge) ? arrow.x : arrow.y);
    if (!direction) return;
    event.preventDefault();
    event.stopPropagation();
    onChange(moveEdges(area, { [edge]: direction * stepOf(event) }));
  };
  return (
    <div
      className={`${styles['edge'] ?? ''} ${styles[edge] ?? ''}`}
      role="slider"
      tabIndex={0}
      aria-label={t(`regions.edge.${edge}`)}
      aria-orientation={isAcross(edge) ? 'horizontal' : 'vertical'}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={place}
      aria-valuetext={`${String(place)}%`}
      onKeyDown={press}
      {...drag}
    />
  );
}

const corners = [['left', 'top'], ['right', 'top'], ['left', 'bottom'], ['right', 'bottom']] as const;

/** For the pointer alone: keys have the edges. */
function CornerHandle({ side, end, area, sheet, onChange }: HandleProps & { readonly side: 'left' | 'right'; readonly end: 'top' | 'bottom' }): ReactElement {
  const drag = useDrag(area, unitOf(sheet), (from, { x, y }) => {
    const moves: AreaMoves = { [side]: x, [end]: y };
    onChange(moveEdges(from, moves));
  });
  return <div className={`${styles['corner'] ?? ''} ${styles[side] ?? ''} ${styles[end] ?? ''}`} aria-hidden="true" {...drag} />;
}
