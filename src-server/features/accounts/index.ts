export { accountHandlers } from './account-handlers.ts';
export { administrativeActHandlers } from './act-handlers.ts';
export { createFirstAdministrators, hasAccounts, type FirstAdministrator } from './first-administrators.ts';
export { policyHandlers } from './policy-handlers.ts';
