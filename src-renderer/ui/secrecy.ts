import { createContext, useContext, useEffect } from 'react';
import type { Secrecy } from '#shared/domain/secrecy';

/** How a screen tells the frame what it shows; the frame keeps the mark in sight. */
export const ShownSecrecyContext = createContext<(secrecy: Secrecy | null) => void>(() => undefined);

/** Call with the secrecy of what this screen shows; without it the frame says 内部. */
export function useShownSecrecy(secrecy: Secrecy | null | undefined): void {
  const show = useContext(ShownSecrecyContext);
  const level = secrecy?.level;
  const years = secrecy?.years;
  useEffect(() => {
    show(level === undefined || years === undefined ? null : { level, years });
    return () => {
      show(null);
    };
  }, [show, level, years]);
}
