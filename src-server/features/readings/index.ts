export { endReadings, type CloseReason } from './end-readings.ts';
export { sweepReadings } from './sweep-readings.ts';
