import { useEffect, useState } from 'react';

/** Whether files hang over the window: only to show where they would land; what is dropped comes from the host with its own paths. */
export function useFileDrag(): boolean {
  const [isOver, setIsOver] = useState(false);
  useEffect(() => {
    const over = (event: DragEvent): void => {
      if (event.dataTransfer?.types.includes('Files') === true) setIsOver(true);
    };
    const gone = (event: DragEvent): void => {
      if (event.type === 'drop' || event.relatedTarget === null) setIsOver(false);
    };
    document.addEventListener('dragenter', over, true);
    document.addEventListener('dragleave', gone, true);
    document.addEventListener('drop', gone, true);
    return () => {
      document.removeEventListener('dragenter', over, true);
      document.removeEventListener('dragleave', gone, true);
      document.removeEventListener('drop', gone, true);
    };
  }, []);
  return isOver;
}
