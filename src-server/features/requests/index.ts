export { requestHandlers } from './request-handlers.ts';
export { requestFacts, requireRequest, type RequestRecord } from './request-repository.ts';
export { stateAt } from './request-state.ts';
