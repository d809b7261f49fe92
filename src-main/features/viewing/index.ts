export { machineClocks, type Clocks } from './machine-clocks.ts';
export { createOfflineReadings, type OfflineReadings } from './offline-readings.ts';
export { createPageServer, readingRoutes } from './serve-pages.ts';
export { workRoutes } from './serve-work-pages.ts';
export { viewingHandlers } from './viewing-handlers.ts';
