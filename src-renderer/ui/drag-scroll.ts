import { useEffect, type RefObject } from 'react';

/** Moves an enlarged page under the pointer, as a hand moves paper. */
export function useDragToScroll(element: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const stage = element.current;
    if (!stage) return undefined;
    let isHeld = false;
    const onDown = (event: PointerEvent): void => {
      isHeld = event.button === 0 && event.pointerType === 'mouse' && !(event.target as Element).closest('button'); // `as`: pointer events hit elements
      if (isHeld) stage.setPointerCapture(event.pointerId);
    };
    const onMove = (event: PointerEvent): void => {
      if (isHeld) stage.scrollBy(-event.movementX, -event.movementY);
    };
    const onUp = (): void => {
      isHeld = false;
    };
    const noMenu = (event: Event): void => {
      event.preventDefault();
    };
    stage.addEventListener('pointerdown', onDown);
    stage.addEventListener('pointermove', onMove);
    stage.addEventListener('pointerup', onUp);
    stage.addEventListener('pointercancel', onUp);
    stage.addEventListener('contextmenu', noMenu);
    return () => {
      stage.removeEventListener('pointerdown', onDown);
      stage.removeEventListener('pointermove', onMove);
      stage.removeEventListener('pointerup', onUp);
      stage.removeEventListener('pointercancel', onUp);
      stage.removeEventListener('contextmenu', noMenu);
    };
  }, [element]);
}
