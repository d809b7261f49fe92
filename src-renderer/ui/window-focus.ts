import { useEffect, useState } from 'react';

/** Whether the person works in this window; another one in front of it, or a menu of the desktop, takes it away. */
export function useHasFocus(): boolean {
  const [hasFocus, setHasFocus] = useState(true);
  useEffect(() => {
    const gain = (): void => { setHasFocus(true); };
    const lose = (): void => { setHasFocus(false); };
    window.addEventListener('focus', gain);
    window.addEventListener('blur', lose);
    return () => {
      window.removeEventListener('focus', gain);
      window.removeEventListener('blur', lose);
    };
  }, []);
  return hasFocus;
}
