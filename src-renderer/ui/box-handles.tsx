import type { KeyboardEvent, ReactElement } from 'react';
import styles from './box-handles.module.css';
import { useDrag, type Distance } from './use-drag.ts';

const boxEdges = ['left', 'top', 'right', 'bottom'] as const;
export type BoxEdge = (typeof boxEdges)[number];
/** By how much each edge goes right or down, in units of the box; those that are not named stay. */
export type EdgeMoves = Partial<Readonly<Record<BoxEdge, number>>>;

/** Where an edge is and how far it may go, as a slider tells it. */
export type EdgeWords = { readonly label: string; readonly now: number; readonly most: number; readonly text: string };

type Props<Box> = {
  readonly box: Box;
  /** How many pixels of the screen are one of the box's own. */
  readonly unit: Distance;
  readonly wordsOf: (edge: BoxEdge) => EdgeWords;
  /** How far an arrow key moves an edge, and how far with Shift. */
  readonly steps: readonly [near: number, far: number];
  readonly onMove: (from: Box, moves: EdgeMoves) => void;
};

/** Of a box told by its corner and its size. */
export const edgesOf = ({ left, top, width, height }: Placed): Readonly<Record<BoxEdge, number>> => ({ left, top, right: left + width, bottom: top + height });
type Placed = { readonly left: number; readonly top: number; readonly width: number; readonly height: number };

export const isAcross = (edge: BoxEdge): boolean => edge === 'left' || edge === 'right';
const corners = [['left', 'top'], ['right', 'top'], ['left', 'bottom'], ['right', 'bottom']] as const;

/** The edges and corners by which a box is made larger and smaller: by hand, the edges by arrow keys as well. */
export function BoxHandles<Box>(props: Props<Box>): ReactElement {
  return (
    <>
      {boxEdges.map(edge => <EdgeHandle key={edge} edge={edge} {...props} />)}
      {corners.map(([side, end]) => <CornerHandle key={`${side}-${end}`} side={side} end={end} {...props} />)}
    </>
  );
}

function EdgeHandle<Box>({ edge, box, unit, wordsOf, steps: [near, far], onMove }: Props<Box> & { readonly edge: BoxEdge }): ReactElement {
  const drag = useDrag(box, unit, (from, { x, y }) => { onMove(from, { [edge]: isAcross(edge) ? x : y }); });
  const { label, now, most, text } = wordsOf(edge);
  const press = (event: KeyboardEvent): void => {
    const direction = directionOf(event.key, isAcross(edge));
    if (direction === 0) return;
    event.preventDefault();
    event.stopPropagation();
    onMove(box, { [edge]: direction * (event.shiftKey ? far : near) });
  };
  return (
    <div
      className={`${styles['edge'] ?? ''} ${styles[edge] ?? ''}`}
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-orientation={isAcross(edge) ? 'horizontal' : 'vertical'}
      aria-valuemin={0}
      aria-valuemax={most}
      aria-valuenow={now}
      aria-valuetext={text}
      onKeyDown={press}
      {...drag}
    />
  );
}

function directionOf(key: string, across: boolean): number {
  const [back, forth] = across ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown'];
  if (key === back) return -1;
  return key === forth ? 1 : 0;
}

type CornerProps<Box> = Pick<Props<Box>, 'box' | 'unit' | 'onMove'> & { readonly side: 'left' | 'right'; readonly end: 'top' | 'bottom' };

/** For the pointer alone: keys have the edges. */
function CornerHandle<Box>({ side, end, box, unit, onMove }: CornerProps<Box>): ReactElement {
  const drag = useDrag(box, unit, (from, { x, y }) => { onMove(from, { [side]: x, [end]: y }); });
  return <div className={`${styles['corner'] ?? ''} ${styles[side] ?? ''} ${styles[end] ?? ''}`} aria-hidden="true" {...drag} />;
}
