import { useEffect, useRef } from 'react';
import { AppError } from '#shared/errors/app-error';
import { callDesktop } from '../../api/desktop.ts';
import type { Desk } from './desk.ts';
import { isBusy } from './scan-run.ts';
import { canResume } from './use-scan.ts';

/** Quick enough for a hand that has just pressed, and seldom enough for a device that is asked over a slow cable. */
const everyMs = 1_500;

/** The button on the scanner does what F9 does, or goes on with the stack that waits for a hand, where the profile says so. Asked for only while the desk has nothing else to do. */
export function useScannerButton(desk: Pick<Desk, 'scanners' | 'scan' | 'canScan' | 'deeds'>): void {
  const { scanners, scan, canScan, deeds } = desk;
  const { scannerId } = scanners;
  const isOn = scanners.isButtonWatched && canScan && !scanners.isSearching && !isBusy(scan.run);
  const press = useRef(deeds.scan);
  press.current = canResume(scan) ? deeds.goOn : deeds.scan;
  useEffect(() => {
    if (!isOn || scannerId === null) return undefined;
    let timer: ReturnType<typeof setTimeout>;
    let isOver = false;
    const look = async (): Promise<void> => {
      const isPressed = await askButton(scannerId);
      if (isOver || isPressed === null) return;
      timer = setTimeout(() => void look(), everyMs);
      if (isPressed) press.current();
    };
    void look();
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [isOn, scannerId]);
}

/** Null: not to be asked again. A device that fails at this is left alone; it scans by the keys of the desk. */
async function askButton(scannerId: string): Promise<boolean | null> {
  try {
    return (await callDesktop('scanning.peek', { scannerId })).isPressed;
  } catch (error) {
    return error instanceof AppError && error.code === 'session.locked' ? false : null;
  }
}
