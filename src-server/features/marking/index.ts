export { createMarkKeys, drawSerial, type MarkKeys, type MarkSecret } from './mark-keys.ts';
