import { deviceEvents } from '#shared/contract/device-api';
import { composeDevices } from './compose-devices.ts';
import { openHidPort } from './drivers/hid/hid-port.ts';
import { runDeviceHost } from './run-device-host.ts';

runDeviceHost(deviceEvents, tell => composeDevices(tell, openHidPort));
