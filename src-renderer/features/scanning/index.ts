export { DeviceOptionFields } from './device-option-fields.tsx';
export { setDeviceOption } from './device-options.ts';
export { RefusedFiles } from './refused-files.tsx';
export { ScanningScreen } from './scanning-screen.tsx';
