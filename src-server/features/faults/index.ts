export { faultHandlers } from './fault-handlers.ts';
