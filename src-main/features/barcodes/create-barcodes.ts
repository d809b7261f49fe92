import type { z } from 'zod';
import type { deviceEvents } from '#shared/contract/device-api';
import { readBarcode } from '#shared/domain/barcode';
import { AppError } from '#shared/errors/app-error';
import type { TerminalServices } from '../../app/services.ts';

export type Barcodes = {
  readonly take: (read: z.output<(typeof deviceEvents)['barcode.read']>) => void;
  readonly stop: () => void;
};

/** A child that died is started again after so long: a cable that is just being plugged in can take one along. */
const againAfterMs = 15_000;

/** Barcode scanners at this terminal. They are listened to while somebody is signed in, and heard while the screen is open. */
export function createBarcodes({ devices, session, emit, log }: TerminalServices): Barcodes {
  let isWatching = false;
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;

  const watch = (): void => {
    if (isWatching || isStopped || session.signedIn() === null) return;
    isWatching = true;
    void devices('barcodes.watch', {}).catch((error: unknown) => {
      isWatching = false;
      // Nothing to listen with: said once in the log, never to a person who has no barcode scanner.
      const isMissing = error instanceof AppError && error.code === 'barcode.unavailable';
      log.info('barcode scanners are not listened to', { code: error instanceof AppError ? error.code : 'internal' });
      if (!isMissing && !isStopped) timer = setTimeout(watch, againAfterMs).unref();
    });
  };
  session.onBegin(watch);
  return {
    take: ({ text }) => {
      if (session.signedIn()?.isLocked !== false) return;
      emit('barcode.read', { text, barcode: readBarcode(text) });
    },
    stop: () => {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}
