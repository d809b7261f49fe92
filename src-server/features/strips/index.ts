export { composeStrips, composeTestPage } from './compose-strips.ts';
export { stripHandlers } from './strip-handlers.ts';
