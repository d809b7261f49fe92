import { deskDeviceApi, deskDeviceEvents } from '#shared/contract/desk-device-api';
import { createCupsPrinter } from './drivers/cups-printer.ts';
import { openTokenModule } from './drivers/pkcs11-module.ts';
import { createKeyService } from './key-service.ts';
import { createPrintService } from './print-service.ts';
import { runDeviceHost } from './run-device-host.ts';

// 查询端: printers, and the keys with which people sign in.
runDeviceHost(deskDeviceEvents, emit => {
  const printing = createPrintService(createCupsPrinter(), emit);
  const keys = createKeyService(() => openTokenModule(process.env['DANGLIAN_PKCS11_MODULE']), emit);
  return { api: deskDeviceApi, handlers: { ...printing.handlers, ...keys.handlers }, beat: () => ({}), stop: () => Promise.all([printing.stop(), keys.stop()]) };
});
