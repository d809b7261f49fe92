import type { z } from 'zod';
import type { deviceEvents } from '#shared/contract/device-api';
import { readBarcode } from '#shared/domain/barcode';
import { AppError } from '#shared/errors/app-error';
import type { TerminalServices } from '../../app/services.ts';
import { hasBarcodeScanner } from './find-barcode-scanner.ts';

export type Barcodes = {
  readonly take: (read: z.output<(typeof deviceEvents)['barcode.read']>) => void;
  readonly stop: () => void;
};

/** Plugged in while somebody works: noticed within this time. A child that died is started again in the same rhythm. */
const lookEveryMs = 3_000;

/**
 * Barcode scanners at this terminal. They are looked for while somebody is signed in, and heard while the screen is open. Machines
 * without one, or without what node-hid needs, lack nothing and are told nothing.
 */
export function createBarcodes({ devices, session, emit, log }: TerminalServices, isThere: () => Promise<boolean> = hasBarcodeScanner): Barcodes {
  let isListening = false;
  let isMissing = false;

  const listen = (): void => {
    isListening = true;
    void devices('barcodes.watch', {}).catch((error: unknown) => {
      isListening = false;
      isMissing = error instanceof AppError && error.code === 'barcode.unavailable';
      log.info('barcode scanners are not listened to', { code: error instanceof AppError ? error.code : 'internal' });
    });
  };
  const look = async (): Promise<void> => {
    if (session.signedIn() === null || isListening || isMissing) return;
    if (await isThere()) listen();
  };
  const timer = setInterval(() => void look(), lookEveryMs);
  timer.unref();
  session.onBegin(() => void look());
  return {
    take: ({ text }) => {
      if (session.signedIn()?.isLocked !== false) return;
      emit('barcode.read', { text, barcode: readBarcode(text) });
    },
    stop: () => {
      isMissing = true;
      clearInterval(timer);
    },
  };
}
