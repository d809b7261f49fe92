import { randomUUID } from 'node:crypto';
import { deviceApi, deviceEvents, type DeviceCall, type DeviceEvents, type DeviceFrame } from '#shared/contract/device-api';
import { createDispatcher, type Emit } from '#shared/contract/operation';
import { createBarcodeService } from './barcode-service.ts';
import { createCupsPrinter } from './drivers/cups-printer.ts';
import { createEsclDriver } from './drivers/escl/escl-driver.ts';
import { createFolderDriver } from './drivers/folder/folder-driver.ts';
import { openHidPort } from './drivers/hid/hid-port.ts';
import { openTokenModule } from './drivers/pkcs11-module.ts';
import { createSaneDriver } from './drivers/sane-driver.ts';
import { joinDrivers } from './drivers/scan-drivers.ts';
import { createKeyService } from './key-service.ts';
import { createPrintService } from './print-service.ts';
import { createScanService } from './scan-service.ts';
import { createStepLog } from './step-log.ts';

// The entry of the child process that alone talks to devices. Its parent may kill it at any moment, and it ends by itself
// as soon as the parent is gone.

const heartbeatEveryMs = 250;
/** A device that does not let go in this time is left to the kernel. */
const farewellMs = 2_000;

function tellParent(frame: DeviceFrame): void {
  // The parent may go at any moment; "disconnect" is what tells us, not a failed send.
  if (process.connected) process.send?.(frame, undefined, undefined, () => undefined);
}

const emit: Emit<DeviceEvents> = (name, payload) => {
  tellParent({ event: name, payload: deviceEvents[name].parse(payload) });
};

/** The parent writes our stderr into its log. */
function reportBug(error: unknown): string {
  const reportId = randomUUID();
  const stack = error instanceof Error ? (error.stack ?? error.message) : typeof error;
  process.stderr.write(`${reportId} ${stack.replaceAll('\n', ' | ')}\n`);
  return reportId;
}

const steps = createStepLog(emit);
const scanning = createScanService(() => joinDrivers({ sane: () => createSaneDriver(steps), network: () => createEsclDriver(steps), folder: () => createFolderDriver(steps) }), emit);
const barcodes = createBarcodeService(openHidPort, emit);
const printing = createPrintService(createCupsPrinter(), emit);
const keys = createKeyService(() => openTokenModule(process.env['DANGLIAN_PKCS11_MODULE']), emit);
const dispatch = createDispatcher(deviceApi, { ...scanning.handlers, ...printing.handlers, ...keys.handlers, ...barcodes.handlers }, reportBug);

async function endOnce(): Promise<never> {
  barcodes.stop();
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), farewellMs);
  await Promise.all([scanning.stop(), printing.stop(), keys.stop()]);
  process.exit(0);
}

if (!process.send) {
  process.stderr.write('The device host is started by the terminal, not by hand.\n');
  process.exit(2);
}

process.on('message', (call: DeviceCall) => {
  void dispatch(call.name, call.input, undefined).then(reply => {
    tellParent({ id: call.id, reply });
  });
});
process.once('disconnect', () => void endOnce());
process.once('SIGTERM', () => void endOnce());
// Ctrl+C in a terminal reaches every process of the group; the parent closes us in its own order.
process.on('SIGINT', () => undefined);
setInterval(() => {
  emit('host.heartbeat', steps.beat());
}, heartbeatEveryMs);
emit('host.heartbeat', steps.beat());
