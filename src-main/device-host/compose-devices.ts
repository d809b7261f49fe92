import { deviceApi, type DeviceApi, type DeviceEvents } from '#shared/contract/device-api';
import type { Emit } from '#shared/contract/operation';
import { createBarcodeService } from './barcode-service.ts';
import { createCupsPrinter } from './drivers/cups-printer.ts';
import { createEsclDriver } from './drivers/escl/escl-driver.ts';
import { createFolderDriver } from './drivers/folder/folder-driver.ts';
import type { HidPort } from './drivers/hid/hid-port.ts';
import { openTokenModule } from './drivers/pkcs11-module.ts';
import { createSaneDriver } from './drivers/sane-driver.ts';
import { joinDrivers } from './drivers/scan-drivers.ts';
import { createKeyService } from './key-service.ts';
import { createPrintService } from './print-service.ts';
import type { HostedDevices, TellEvent } from './run-device-host.ts';
import { createScanService } from './scan-service.ts';
import { createStepLog } from './step-log.ts';

/** Every kind of device, each opened when it is first asked for. */
export function composeDevices(tell: TellEvent, openHid: () => HidPort): HostedDevices<DeviceApi> {
  const emit: Emit<DeviceEvents> = tell;
  const steps = createStepLog(emit);
  const scanning = createScanService(() => joinDrivers({ sane: () => createSaneDriver(steps), network: () => createEsclDriver(steps), folder: () => createFolderDriver(steps) }), emit);
  const barcodes = createBarcodeService(openHid, emit);
  const printing = createPrintService(createCupsPrinter(), emit);
  const keys = createKeyService(() => openTokenModule(process.env['DANGLIAN_PKCS11_MODULE']), emit);
  return {
    api: deviceApi,
    handlers: { ...scanning.handlers, ...printing.handlers, ...keys.handlers, ...barcodes.handlers },
    beat: steps.beat,
    stop: () => {
      barcodes.stop();
      return Promise.all([scanning.stop(), printing.stop(), keys.stop()]);
    },
  };
}
