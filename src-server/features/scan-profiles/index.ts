export { scanProfileHandlers } from './scan-profile-handlers.ts';
