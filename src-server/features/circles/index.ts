export { circleHandlers } from './circle-handlers.ts';
