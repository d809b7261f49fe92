export { readRequest } from './read-request.ts';
export { requestHandlers } from './request-handlers.ts';
export { lockRequest, pageOf, requestFacts, requestIds, requireRequest, type Box, type RequestRecord } from './request-repository.ts';
export { stateAt } from './request-state.ts';
export { unitsOfSteps } from './request-way.ts';
