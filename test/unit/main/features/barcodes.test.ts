import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { TerminalServices } from '../../../../src-main/app/services.ts';
import { createBarcodes } from '../../../../src-main/features/barcodes/create-barcodes.ts';
import { createSessionState, type SessionState } from '../../../../src-main/features/session/session-state.ts';
import { AppError } from '../../../../src-shared/errors/app-error.ts';

type SignedIn = NonNullable<ReturnType<SessionState['signedIn']>>;

/** A terminal as far as barcodes touch it; the device host is a FAKE that answers `outcome`. */
function aTerminal({ isThere = true, outcome = new Promise<never>(() => undefined) }: { readonly isThere?: boolean; readonly outcome?: Promise<never> } = {}) {
  const session = createSessionState();
  const [told, calls]: [unknown[], string[]] = [[], []];
  const services = {
    session,
    emit: (name: string, payload: unknown) => void told.push([name, payload]),
    devices: (name: string) => {
      calls.push(name);
      return outcome;
    },
    log: { info: () => undefined },
  } as unknown as TerminalServices; // `as`: nothing else of it is used
  const barcodes = createBarcodes(services, () => Promise.resolve(isThere));
  const signIn = async (): Promise<void> => {
    session.begin('token', { account: { roles: ['archivist'] }, isLocked: false } as unknown as SignedIn); // `as`: as above
    await sleep(5);
  };
  return { barcodes, session, told, calls, signIn };
}

test('a read barcode is told with what it means here, while the screen is open and to nobody else', async () => {
  const { barcodes, session, told, signIn } = aTerminal();
  barcodes.take({ text: 'DL1M:4-1:3:', symbology: 'C1' });
  await signIn();
  barcodes.take({ text: 'DL1M:4-1:3:', symbology: 'C1' });
  session.update({ isLocked: true });
  barcodes.take({ text: '6901234567892', symbology: 'E0' });
  expect(told).toEqual([['barcode.read', { text: 'DL1M:4-1:3:', barcode: { kind: 'material', classCode: '4-1', sequence: 3, pageCount: null } }]]);
  barcodes.stop();
});

test('no process listens where no barcode scanner is plugged in, and one only where there is', async () => {
  const without = aTerminal({ isThere: false });
  await without.signIn();
  expect(without.calls).toEqual([]);
  const { calls, signIn, barcodes } = aTerminal();
  await signIn();
  await signIn();
  expect(calls).toEqual(['barcodes.watch']);
  barcodes.stop();
  without.barcodes.stop();
});

test('where libusb is missing nobody asks again', async () => {
  const { calls, signIn, barcodes } = aTerminal({ outcome: Promise.reject(new AppError('barcode.unavailable')) });
  await signIn();
  await signIn();
  expect(calls).toEqual(['barcodes.watch']);
  barcodes.stop();
});
