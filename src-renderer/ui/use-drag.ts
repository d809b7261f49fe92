import { useRef, type PointerEvent } from 'react';

export type Distance = { readonly x: number; readonly y: number };
type Drag = { readonly onPointerDown: (event: PointerEvent) => void; readonly onPointerMove: (event: PointerEvent) => void; readonly onPointerUp: () => void; readonly onPointerCancel: () => void };

/**
 * A handle of a shape that follows the hand; `unit`: how many pixels of the screen are one of the shape's own. Told from where it
 * began, so that an edge that was stopped follows the hand again as soon as it comes back.
 */
export function useDrag<Shape>(shape: Shape, unit: Distance, move: (from: Shape, by: Distance) => void): Drag {
  const begun = useRef<(Distance & { readonly from: Shape }) | null>(null);
  const end = (): void => { begun.current = null; };
  return {
    onPointerDown: event => {
      event.stopPropagation();
      event.currentTarget.setPointerCapture(event.pointerId);
      begun.current = { x: event.clientX, y: event.clientY, from: shape };
    },
    onPointerMove: event => {
      if (!begun.current) return;
      event.stopPropagation();
      move(begun.current.from, { x: (event.clientX - begun.current.x) / unit.x, y: (event.clientY - begun.current.y) / unit.y });
    },
    onPointerUp: end,
    onPointerCancel: end,
  };
}
