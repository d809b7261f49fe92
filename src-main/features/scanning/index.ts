export { createScanning, type Scanning } from './scanning-handlers.ts';
