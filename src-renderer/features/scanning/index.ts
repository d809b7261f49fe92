export { DeviceOptionFields } from './device-option-fields.tsx';
export { setDeviceOption } from './device-options.ts';
export { ScanningScreen } from './scanning-screen.tsx';
