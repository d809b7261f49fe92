export { delegationHandlers } from './delegation-handlers.ts';
export { routeHandlers } from './route-handlers.ts';
export { listWaitingPlans } from './route-repository.ts';
