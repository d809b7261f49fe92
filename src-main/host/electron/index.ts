export { createElectronHost, type ElectronHostOptions } from './electron-host.ts';
