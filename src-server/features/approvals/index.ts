export { delegationHandlers } from './delegation-handlers.ts';
export { routeHandlers } from './route-handlers.ts';
